package io.maillon.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * First bytes in each direction: tells a Maillon connection from anything else that may dial a
 * port, and names the layout of frames, which the handshake itself already needs.
 */
final class Preface {
  static final String TEXT = "MAILLON and frame layout 1";
  private static final byte[] BYTES = {'M', 'A', 'I', 'L', 'L', 'O', 'N', 1};
  static final int LENGTH = BYTES.length;

  private Preface() {}

  static byte at(int index) {
    return BYTES[index];
  }

  static ByteBuf buffer() {
    return Unpooled.wrappedBuffer(BYTES.clone());
  }
}
