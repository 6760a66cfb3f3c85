package io.maillon.wire.internal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.maillon.wire.FrameTooLargeException;
import io.maillon.wire.MalformedFrameException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.zip.CRC32C;

/**
 * One message to one frame and back: {@code length | crc32c | type | header length | header |
 * body}. The layout is on docs/protocol/wire.md.
 */
public final class Frames {
  /** Before anything that is counted by it. */
  public static final int LENGTH_BYTES = 4;

  /** Checksum, type, and the length of an empty header. */
  public static final int FRAME_BYTES_MIN = 6;

  private static final int CRC_BYTES = 4;

  private Frames() {}

  public static boolean knows(Object message) {
    return MessageTypes.knows(message);
  }

  /**
   * Writes a message into a new buffer of exactly its size.
   *
   * @throws FrameTooLargeException before a buffer is taken
   */
  public static ByteBuf encode(Object message, ByteBufAllocator allocator, int frameBytesMax) {
    return encode(MessageTypes.of(message), message, allocator, frameBytesMax);
  }

  private static <M, H extends MessageLite> ByteBuf encode(
      MessageType<M, H> type, M message, ByteBufAllocator allocator, int frameBytesMax) {
    H header = type.header().apply(message);
    int headerBytes = header.getSerializedSize();
    ByteCounter body = new ByteCounter();
    type.body().accept(message, body);
    long bytes = CRC_BYTES + 1L + ByteCounter.varintBytes(headerBytes) + headerBytes + body.bytes();
    if (bytes > frameBytesMax) {
      throw new FrameTooLargeException(message, bytes, frameBytesMax);
    }
    ByteBuf out = allocator.ioBuffer(LENGTH_BYTES + (int) bytes);
    out.writeInt((int) bytes).writeInt(0).writeByte(type.code());
    BufferSink sink = new BufferSink(out);
    sink.length(headerBytes);
    out.writeBytes(header.toByteArray());
    type.body().accept(message, sink);
    CRC32C crc = new CRC32C();
    crc.update(out.nioBuffer(LENGTH_BYTES + CRC_BYTES, (int) bytes - CRC_BYTES));
    return out.setInt(LENGTH_BYTES, (int) crc.getValue());
  }

  /**
   * Reads the message of a frame; its payloads are slices of the array, which the caller gives up.
   *
   * @param frame all that follows the length field
   * @param frameBytes how much of the array that is
   * @param family what may arrive
   */
  public static Object decode(byte[] frame, int frameBytes, Family family) {
    if (frameBytes < FRAME_BYTES_MIN) {
      throw new MalformedFrameException("frame length", frameBytes, FRAME_BYTES_MIN + " or more");
    }
    checkCrc(frame, frameBytes);
    BodyReader body = new BodyReader(frame, CRC_BYTES + 1, frameBytes);
    MessageType<?, ?> type = MessageTypes.of(frame[CRC_BYTES], family);
    try {
      return decode(type, frame, body);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new MalformedFrameException(
          type.type().getSimpleName() + " frame", e.getMessage(), "a sound message", e);
    }
  }

  private static <M, H extends MessageLite> M decode(
      MessageType<M, H> type, byte[] frame, BodyReader body) throws InvalidProtocolBufferException {
    int headerBytes = body.length("header length");
    int headerAt = body.position();
    body.slice(headerBytes, "header length");
    H header = type.parser().parseFrom(CodedInputStream.newInstance(frame, headerAt, headerBytes));
    M message = type.read().apply(header, body);
    body.expectEnd(type.type().getSimpleName() + " frame");
    return message;
  }

  private static void checkCrc(byte[] frame, int frameBytes) {
    CRC32C crc = new CRC32C();
    crc.update(frame, CRC_BYTES, frameBytes - CRC_BYTES);
    int found =
        (frame[0] & 0xFF) << 24
            | (frame[1] & 0xFF) << 16
            | (frame[2] & 0xFF) << 8
            | (frame[3] & 0xFF);
    if (found != (int) crc.getValue()) {
      throw new MalformedFrameException(
          "frame checksum",
          String.format("0x%08x", found),
          String.format("0x%08x, the CRC32C of its %d bytes", (int) crc.getValue(), frameBytes));
    }
  }
}
