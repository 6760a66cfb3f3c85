package io.maillon.chaos.history;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Files that may be gzipped. */
public final class HistoryFiles {
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int BUFFER_BYTES = 1 << 16;

  private HistoryFiles() {}

  /** Opens a file, plain or gzipped, which its first two bytes tell and not its name. */
  public static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    try {
      in.mark(2);
      int magic = (in.read() << Byte.SIZE) | in.read();
      in.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER_BYTES) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Makes a file, gzipped when its name ends with {@code .gz}. */
  static OutputStream create(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    try {
      boolean gzipped = file.getFileName().toString().endsWith(".gz");
      return new BufferedOutputStream(
          gzipped ? new GZIPOutputStream(out, BUFFER_BYTES) : out, BUFFER_BYTES);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }
}
