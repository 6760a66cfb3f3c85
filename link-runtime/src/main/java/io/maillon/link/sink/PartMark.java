package io.maillon.link.sink;

import io.maillon.protocol.Bytes;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mark of a {@link FileSink}: how many bytes of each epoch's part file count. Written as text,
 * one line {@code EPOCH LENGTH} each, so that it can be read by eye in a dump.
 */
final class PartMark {
  /** By epoch, which is the order of the data; only those with bytes that count. */
  private final TreeMap<Long, Long> lengths = new TreeMap<>();

  static PartMark decode(Bytes bytes) {
    PartMark mark = new PartMark();
    bytes.utf8().lines().forEach(mark::addLine);
    return mark;
  }

  Bytes encode() {
    StringBuilder text = new StringBuilder();
    lengths.forEach((epoch, length) -> text.append(epoch).append(' ').append(length).append('\n'));
    return Bytes.utf8(text.toString());
  }

  void put(long epoch, long lengthBytes) {
    if (lengthBytes > 0) {
      lengths.put(epoch, lengthBytes);
    }
  }

  long lengthBytes(long epoch) {
    return lengths.getOrDefault(epoch, 0L);
  }

  Map<Long, Long> lengths() {
    return lengths;
  }

  long totalBytes() {
    return lengths.values().stream().mapToLong(Long::longValue).sum();
  }

  private void addLine(String line) {
    int space = line.indexOf(' ');
    lengths.put(
        Long.parseLong(line.substring(0, space)), Long.parseLong(line.substring(space + 1)));
  }
}
