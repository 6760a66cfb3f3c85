package io.maillon.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.zip.CRC32C;

/** Frames as bytes: those of the encoder, and some that it would never write. */
final class RawFrames {
  static final int PREFACE_BYTES = 8;
  static final int TYPE_AT = 8;

  private RawFrames() {}

  /** Everything that was written to a channel so far. */
  static byte[] written(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      all.writeBytes(out);
      out.release();
    }
    return ByteBufUtil.getBytes(all);
  }

  /** Preface and one frame. */
  static byte[] connection(Object message) {
    EmbeddedChannel sender = new EmbeddedChannel(new FrameEncoder(WireOptions.DEFAULT));
    sender.writeOutbound(message);
    return written(sender);
  }

  /** One frame with its length field. */
  static byte[] frame(Object message) {
    byte[] connection = connection(message);
    return java.util.Arrays.copyOfRange(connection, PREFACE_BYTES, connection.length);
  }

  /** A frame whose length and checksum are right, whatever is in it. */
  static byte[] frame(int type, byte[] header, byte[] body) {
    ByteBuf out = Unpooled.buffer();
    out.writeInt(0).writeInt(0).writeByte(type);
    int rest = header.length;
    for (; rest > 0x7F; rest >>>= 7) {
      out.writeByte(rest | 0x80);
    }
    out.writeByte(rest).writeBytes(header).writeBytes(body);
    byte[] frame = ByteBufUtil.getBytes(out);
    Unpooled.wrappedBuffer(frame).setInt(0, frame.length - 4);
    return sealed(frame);
  }

  /** Puts the right checksum into a frame. */
  static byte[] sealed(byte[] frame) {
    CRC32C crc = new CRC32C();
    crc.update(frame, TYPE_AT, frame.length - TYPE_AT);
    Unpooled.wrappedBuffer(frame).setInt(4, (int) crc.getValue());
    return frame;
  }

  /** Where the header of a frame begins, and how long it is. */
  static int[] header(byte[] frame) {
    int at = TYPE_AT + 1;
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = frame[at++];
      length |= (next & 0x7F) << shift;
      if (next >= 0) {
        return new int[] {at, length};
      }
    }
  }

  static FrameDecoder decoderFor(Object message, WireOptions options) {
    FrameDecoder decoder = new FrameDecoder(options);
    if (message instanceof io.maillon.protocol.peer.PeerMessage) {
      decoder.accept(Hello.Kind.DATA);
    } else if (message instanceof io.maillon.protocol.control.ControlMessage) {
      decoder.accept(Hello.Kind.CONTROL);
    }
    return decoder;
  }

  /** A receiver that has had the preface. */
  static EmbeddedChannel receiver(Object message, WireOptions options) {
    EmbeddedChannel receiver = new EmbeddedChannel(decoderFor(message, options));
    receiver.writeInbound(Unpooled.copiedBuffer(new byte[] {'M', 'A', 'I', 'L', 'L', 'O', 'N', 1}));
    return receiver;
  }
}
