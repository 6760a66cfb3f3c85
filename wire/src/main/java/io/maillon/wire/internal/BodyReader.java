package io.maillon.wire.internal;

import io.maillon.protocol.Bytes;
import io.maillon.wire.MalformedFrameException;

/**
 * Walks the raw part of a frame; what it hands out are slices of the frame's array. Never allocates
 * by a length that it has not held against what is left.
 */
public final class BodyReader {
  private static final int VARINT_BITS = 35;

  private final byte[] array;
  private final int end;
  private int position;

  public BodyReader(byte[] array, int from, int end) {
    this.array = array;
    this.position = from;
    this.end = end;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return end - position;
  }

  public Bytes slice(int length, String place) {
    if (length < 0 || length > remaining()) {
      throw new MalformedFrameException(
          place, length, "a length from 0 to the " + remaining() + " bytes that are left");
    }
    Bytes slice = Bytes.wrap(array, position, length);
    position += length;
    return slice;
  }

  /** An unsigned LEB128 varint of at most five bytes, from 0 to 2^31 - 1. */
  public int length(String place) {
    long value = 0;
    for (int shift = 0; shift < VARINT_BITS && position < end; shift += 7) {
      byte next = array[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        if (value > Integer.MAX_VALUE) {
          throw new MalformedFrameException(place, value, "a length below 2^31");
        }
        return (int) value;
      }
    }
    throw new MalformedFrameException(
        place, remaining() + " bytes left", "a varint of one to five bytes");
  }

  /** Refuses a count of things that could not fit into what is left. */
  public int count(int count, int bytesEach, String place) {
    if (count < 0 || count > remaining() / bytesEach) {
      throw new MalformedFrameException(
          place, count, "a count that fits into the " + remaining() + " bytes that are left");
    }
    return count;
  }

  public void expectEnd(String place) {
    if (position != end) {
      throw new MalformedFrameException(place, remaining() + " more bytes", "the end of it");
    }
  }
}
