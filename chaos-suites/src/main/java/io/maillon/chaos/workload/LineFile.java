package io.maillon.chaos.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file line by line, without an object for each. */
final class LineFile {
  private LineFile() {}

  /** Takes one line; the array is used again afterwards. */
  @FunctionalInterface
  interface Line {
    void take(long number, byte[] array, int offset, int length);
  }

  static void read(Path file, Line line) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Cutter cutter = new Cutter(line);
      byte[] chunk = new byte[1 << 16];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        cutter.add(chunk, count);
      }
      cutter.end();
    }
  }

  /** Cuts chunks into lines; what is left of one goes before the next. Owned by one thread. */
  static final class Cutter {
    private final Line line;
    private byte[] rest = new byte[256];
    private int restLength;
    private long lines;

    Cutter(Line line) {
      this.line = line;
    }

    void add(byte[] chunk, int count) {
      int start = 0;
      for (int at = 0; at < count; at++) {
        if (chunk[at] == '\n') {
          take(chunk, start, at);
          start = at + 1;
        }
      }
      keep(chunk, start, count);
    }

    /** A last line may lack its end. */
    void end() {
      if (restLength > 0) {
        line.take(++lines, rest, 0, restLength);
        restLength = 0;
      }
    }

    private void take(byte[] chunk, int start, int end) {
      lines++;
      if (restLength == 0) {
        line.take(lines, chunk, start, end - start);
        return;
      }
      keep(chunk, start, end);
      int length = restLength;
      restLength = 0;
      line.take(lines, rest, 0, length);
    }

    private void keep(byte[] chunk, int start, int end) {
      int length = end - start;
      if (restLength + length > rest.length) {
        rest = Arrays.copyOf(rest, Math.max(restLength + length, 2 * rest.length));
      }
      System.arraycopy(chunk, start, rest, restLength, length);
      restLength += length;
    }
  }
}
