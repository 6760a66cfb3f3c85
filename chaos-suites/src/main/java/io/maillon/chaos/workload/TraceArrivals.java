package io.maillon.chaos.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrivals as they once were: a file with a line for each, milliseconds after the start, in order.
 * After the last it begins anew, one mean distance later. Several partitions take them in turn.
 * Immutable.
 */
final class TraceArrivals implements Arrivals {
  private static final int LINES_MAX = 1_000_000;

  private final int[] offsetsMs;
  private final int partition;
  private final int partitions;
  private final long periodUs;

  TraceArrivals(int[] offsetsMs, int partition, int partitions) {
    this.offsetsMs = offsetsMs;
    this.partition = partition;
    this.partitions = partitions;
    long last = offsetsMs[offsetsMs.length - 1] * 1000L;
    periodUs = last + Math.max(1, last / Math.max(1, offsetsMs.length - 1));
  }

  @Override
  public long dueUs(long n) {
    long arrival = n * partitions + partition;
    return arrival / offsetsMs.length * periodUs
        + offsetsMs[(int) (arrival % offsetsMs.length)] * 1000L;
  }

  /**
   * @throws IOException naming the line, what it holds and what was expected
   */
  static int[] read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || lines.size() > LINES_MAX) {
      throw new IOException(
          "file " + file + ": " + lines.size() + " lines: expected 1 to " + LINES_MAX);
    }
    List<Integer> offsets = new ArrayList<>(lines.size());
    int before = 0;
    for (String line : lines) {
      before = parse(file, offsets.size() + 1, line, before);
      offsets.add(before);
    }
    return offsets.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int parse(Path file, int number, String line, int before) throws IOException {
    try {
      int offset = Integer.parseInt(line.strip());
      if (offset >= before) {
        return offset;
      }
    } catch (NumberFormatException e) {
      throw refused(file, number, line, before, e);
    }
    throw refused(file, number, line, before, null);
  }

  private static IOException refused(
      Path file, int number, String line, int before, Exception cause) {
    return new IOException(
        "file "
            + file
            + ", line "
            + number
            + " '"
            + line
            + "': expected whole milliseconds, "
            + before
            + " or more",
        cause);
  }
}
