package io.maillon.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable slice of an array: the payload that the runtime carries and never looks into. Many
 * slices may share one array, such as that of the frame they arrived in; nobody writes to an array
 * once a slice of it exists.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Shares the whole array; the caller gives it up. */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  /** Shares part of the array; the caller gives it up. */
  public static Bytes wrap(byte[] array, int offset, int length) {
    if (offset < 0 || length < 0 || length > array.length - offset) {
      throw new IndexOutOfBoundsException(
          "slice " + offset + "+" + length + " of an array of " + array.length);
    }
    return length == 0 ? EMPTY : new Bytes(array, offset, length);
  }

  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The shared array: read from {@link #offset()} for {@link #length()} bytes; never write. */
  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  public byte at(int index) {
    return array[offset + index];
  }

  public Bytes slice(int from, int sliceLength) {
    if (from < 0 || sliceLength < 0 || sliceLength > length - from) {
      throw new IndexOutOfBoundsException("slice " + from + "+" + sliceLength + " of " + length);
    }
    return wrap(array, offset + from, sliceLength);
  }

  /** The same content; in an array of its own where it would keep a much larger one alive. */
  public Bytes compact() {
    return length >= array.length / 2 ? this : wrap(toArray());
  }

  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  public ByteBuffer asBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  public String utf8() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  /** Bytewise, unsigned, shorter first. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Bytes other
        && Arrays.equals(
            array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** Length only: payloads stay out of logs. */
  @Override
  public String toString() {
    return length + " bytes";
  }
}
