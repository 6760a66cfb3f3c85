package io.maillon.link.source;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.link.codec.Codecs;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a text file, plain or {@code .gz}: {@code file:PATH}. Every line is emitted, empty
 * ones and a header too, without its line end; so with one partition offset n is line n. Several
 * partitions take lines in turn, and each reads the whole file.
 *
 * <p>Options: {@code skipLines} first lines that are not emitted (0); {@code ratePerSecond} of the
 * stage (0 = as fast as they are taken).
 *
 * <p>The position is the number of lines read and of their bytes. A plain file goes on at that
 * byte; a gz file is unpacked again up to there. The file must be the same on every instance that
 * may run the stage, and must not change.
 */
public final class FileLinesSource implements Source<Bytes> {
  private SourceContext context;
  private long skipLines;
  private Pace pace;
  private LineReader reader;

  @Override
  public Codec<Bytes> outputCodec() {
    return Codecs.bytes();
  }

  @Override
  public void open(SourceContext sourceContext, Optional<Bytes> position) throws IOException {
    context = sourceContext;
    context.options().allow("skipLines", "ratePerSecond");
    skipLines = context.options().number("skipLines", 0, 0, Long.MAX_VALUE);
    pace =
        new Pace(
            context.options().number("ratePerSecond", 0, 0, 1_000_000_000L),
            context.partitions(),
            context.clock());
    if (context.location().isBlank()) {
      throw new InvalidPipelineException(
          "stages." + context.partition().stage() + ".source", "file:", "file:PATH");
    }
    Path file = Path.of(context.location()).toAbsolutePath();
    long lines = position.map(p -> Codecs.readLong(p.slice(0, 8))).orElse(0L);
    long bytes = position.map(p -> Codecs.readLong(p.slice(8, 8))).orElse(0L);
    boolean gz = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    reader = gz ? openGz(file, lines) : openPlain(file, lines, bytes);
  }

  @Override
  public Poll poll(SourceOutput<Bytes> out) throws IOException {
    long due = pace.awaitDue();
    while (due > 0 && !out.full()) {
      if (!reader.next()) {
        return Poll.ENDED;
      }
      long index = reader.lines() - 1 - skipLines;
      if (index >= 0 && index % context.partitions() == context.partition().index()) {
        out.emit(reader.line());
        pace.emitted();
        due--;
      }
    }
    return due > 0 ? Poll.MORE : Poll.idle(pace.nextMs());
  }

  @Override
  public Bytes position() {
    ByteOutput out = new ByteOutput(16);
    out.writeLong(reader.lines());
    out.writeLong(reader.bytes());
    return Bytes.wrap(out.array());
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }

  private static LineReader openPlain(Path file, long lines, long bytes) throws IOException {
    InputStream in = openFile(file);
    long size = Files.size(file);
    if (size < bytes) {
      in.close();
      throw new IOException(
          "file "
              + file
              + " has "
              + size
              + " bytes, but lines up to "
              + lines
              + " at byte "
              + bytes
              + " were read before: expected the same file, unchanged");
    }
    in.skipNBytes(bytes);
    return new LineReader(file.toString(), in, lines, bytes);
  }

  private static LineReader openGz(Path file, long lines) throws IOException {
    LineReader reader = new LineReader(file.toString(), unpack(file), 0, 0);
    while (reader.lines() < lines) {
      if (!reader.next()) {
        reader.close();
        throw new IOException(
            "file "
                + file
                + " has "
                + reader.lines()
                + " lines, but "
                + lines
                + " were read before: expected the same file, unchanged");
      }
    }
    return reader;
  }

  private static InputStream unpack(Path file) throws IOException {
    InputStream in = openFile(file);
    try {
      return new GZIPInputStream(in, 64 << 10);
    } catch (ZipException | EOFException e) {
      in.close();
      throw new IOException("file " + file + ", byte 0: expected a gz file, found no gz header", e);
    }
  }

  private static InputStream openFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("file " + file + " is a directory: expected a file with lines of text");
    }
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new IOException("file " + file + " does not exist: expected a file to read", e);
    } catch (IOException e) {
      throw new IOException("file " + file + " can't be opened: " + e, e);
    }
  }
}
