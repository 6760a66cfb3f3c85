package io.maillon.cli.internal.check;

import io.maillon.chaos.checker.EdnHistory;
import io.maillon.chaos.checker.History;
import io.maillon.chaos.checker.HistoryBuilder;
import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.HistoryFormat;
import io.maillon.chaos.checker.LogHistory;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A history in a file, plain or gzipped, which its first two bytes tell. */
public final class HistoryFile {
  private static final int GZIP_MAGIC = 0x1f8b;

  private HistoryFile() {}

  /**
   * @param format empty: by the first line that is not blank
   * @param independent whether values are Jepsen's {@code [key value]}
   * @throws HistoryException when the file holds anything but a history
   */
  public static History read(Path file, Optional<HistoryFormat> format, boolean independent)
      throws IOException {
    HistoryBuilder history = new HistoryBuilder(independent);
    try (InputStream in = open(file);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
      List<String> start = start(reader);
      String first = start.isEmpty() ? "" : start.get(start.size() - 1);
      Iterator<String> lines = Stream.concat(start.stream(), reader.lines()).iterator();
      switch (format.orElseGet(() -> HistoryFormat.of(first))) {
        case EDN -> EdnHistory.read(lines, history);
        case LOG -> LogHistory.read(lines, history);
        case NDJSON -> NdjsonHistory.read(lines, history);
      }
    }
    return history.build();
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    try {
      in.mark(2);
      int magic = (in.read() << Byte.SIZE) | in.read();
      in.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(in) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Blank lines and the first that is not. */
  private static List<String> start(BufferedReader reader) throws IOException {
    List<String> start = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      start.add(line);
      if (!line.isBlank()) {
        break;
      }
    }
    return start;
  }
}
