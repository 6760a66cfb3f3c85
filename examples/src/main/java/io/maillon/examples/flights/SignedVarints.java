package io.maillon.examples.flights;

import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;

/** Numbers whose encoding is short when they are near 0, whatever their sign (zigzag, LEB128). */
final class SignedVarints {
  private final Bytes bytes;
  private int position;

  /** Reads the numbers in these bytes, one after the other. */
  SignedVarints(Bytes bytes) {
    this.bytes = bytes;
  }

  static void write(long value, ByteOutput out) {
    out.writeVarLong((value << 1) ^ (value >> 63));
  }

  boolean hasNext() {
    return position < bytes.length();
  }

  /** An unsigned one. */
  long next() {
    long value = 0;
    for (int shift = 0; hasNext() && shift < 64; shift += 7) {
      byte b = bytes.at(position++);
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("number cut off or too long at byte " + position);
  }

  long nextSigned() {
    long value = next();
    return (value >>> 1) ^ -(value & 1);
  }

  /** A single number. */
  static final Codec<Integer> CODEC =
      new Codec<>() {
        @Override
        public void encode(Integer value, ByteOutput out) {
          write(value, out);
        }

        @Override
        public Integer decode(Bytes bytes) {
          return (int) new SignedVarints(bytes).nextSigned();
        }
      };
}
