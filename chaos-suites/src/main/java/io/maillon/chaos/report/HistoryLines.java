package io.maillon.chaos.report;

import io.maillon.chaos.history.HistoryFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** A few lines of a history, as they stand there. */
final class HistoryLines {
  private static final int SHOWN_MAX = 400;

  private HistoryLines() {}

  /** By number, from 1; those that are too long are cut. */
  static Map<Integer, String> read(Path file, SortedSet<Integer> numbers) throws IOException {
    Map<Integer, String> lines = new TreeMap<>();
    if (numbers.isEmpty()) {
      return lines;
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(HistoryFiles.open(file), StandardCharsets.UTF_8))) {
      for (int number = 1; number <= numbers.last(); number++) {
        String line = reader.readLine();
        if (line != null && numbers.contains(number)) {
          boolean cut = line.length() > SHOWN_MAX;
          lines.put(number, cut ? line.substring(0, SHOWN_MAX) + " …" : line);
        }
      }
    }
    return lines;
  }
}
