package io.maillon.link.internal.store;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * First bytes of a log file. Written last when a file is made, so a file without a sound one holds
 * nothing.
 *
 * @param name that the file had when it was made
 * @param sizeBytes of the whole file
 * @param previousUsedBytes how far the segment before this one was filled: what shows a hole
 *     between the two
 */
record SegmentHeader(LogFileName name, long sizeBytes, long previousUsedBytes) {
  static final int BYTES = 48;

  private static final int MAGIC = 0x4D4C4F47; // "MLOG"
  private static final int VERSION = 1;
  private static final int CRC_AT = BYTES - 4;

  void write(ByteBuffer file) {
    ByteBuffer header = ByteBuffer.allocate(BYTES);
    header.putInt(MAGIC).putInt(VERSION).putLong(name.generation()).putInt(name.segment());
    header.putLong(sizeBytes).putLong(previousUsedBytes);
    header.putInt(CRC_AT, crc(header));
    file.put(0, header.array(), 0, BYTES);
  }

  /** Empty when these are not the first bytes of a finished log file. */
  static Optional<SegmentHeader> read(ByteBuffer file) {
    if (file.capacity() < BYTES
        || file.getInt(0) != MAGIC
        || file.getInt(4) != VERSION
        || file.getInt(CRC_AT) != crc(file)) {
      return Optional.empty();
    }
    LogFileName name = new LogFileName(file.getLong(8), file.getInt(16));
    return Optional.of(new SegmentHeader(name, file.getLong(20), file.getLong(28)));
  }

  private static int crc(ByteBuffer file) {
    CRC32C crc = new CRC32C();
    crc.update(file.duplicate().position(0).limit(CRC_AT));
    return (int) crc.getValue();
  }
}
