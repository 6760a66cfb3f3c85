package io.maillon.wire.internal;

import io.maillon.protocol.Bytes;
import io.netty.buffer.ByteBuf;

/** Copies a body into the outgoing buffer, once. */
public final class BufferSink implements BodySink {
  private final ByteBuf out;

  public BufferSink(ByteBuf out) {
    this.out = out;
  }

  @Override
  public void slice(Bytes slice) {
    out.writeBytes(slice.array(), slice.offset(), slice.length());
  }

  @Override
  public void length(int length) {
    int rest = length;
    while ((rest & ~0x7F) != 0) {
      out.writeByte(rest | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
