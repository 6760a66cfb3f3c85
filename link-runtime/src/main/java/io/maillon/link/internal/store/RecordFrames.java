package io.maillon.link.internal.store;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How records lie in a log file: length of type and body (4 bytes), CRC32C of the same (4), type
 * (1), body. A length of 0 is the end; so is anything that can't be a record.
 */
final class RecordFrames {
  static final int OVERHEAD_BYTES = 9;

  private static final int PREFIX_BYTES = 8;

  private RecordFrames() {}

  /** Starts a record in a heap buffer; the body is to follow. */
  static int begin(ByteBuf target, byte type) {
    int start = target.writerIndex();
    target.writeZero(PREFIX_BYTES);
    target.writeByte(type);
    return start;
  }

  /** Completes the record that was begun there. */
  static void end(ByteBuf target, int start) {
    int from = start + PREFIX_BYTES;
    int length = target.writerIndex() - from;
    CRC32C crc = new CRC32C();
    crc.update(target.array(), target.arrayOffset() + from, length);
    target.setInt(start, length);
    target.setInt(start + 4, (int) crc.getValue());
  }

  /** Position after the record that starts here, or -1 when none does. */
  static int next(ByteBuffer file, int position) {
    if (file.capacity() - position < OVERHEAD_BYTES) {
      return -1;
    }
    int length = file.getInt(position);
    if (length < 1 || length > file.capacity() - position - PREFIX_BYTES) {
      return -1;
    }
    CRC32C crc = new CRC32C();
    int from = position + PREFIX_BYTES;
    crc.update(file.duplicate().position(from).limit(from + length));
    return (int) crc.getValue() == file.getInt(position + 4) ? from + length : -1;
  }

  static byte type(ByteBuffer file, int position) {
    return file.get(position + PREFIX_BYTES);
  }

  /** Copies the body of the record between these positions. */
  static byte[] body(ByteBuffer file, int position, int next) {
    byte[] body = new byte[next - position - OVERHEAD_BYTES];
    file.get(position + OVERHEAD_BYTES, body);
    return body;
  }
}
