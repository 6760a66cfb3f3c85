package io.maillon.link.codec;

import io.maillon.protocol.Bytes;
import java.util.Arrays;

/**
 * An array that grows as bytes are appended; numbers are big-endian. Owned by one thread.
 *
 * <p>Limit: 1 GiB, far above what a record may be.
 */
public final class ByteOutput {
  private static final int LENGTH_MAX = 1 << 30;

  private byte[] array;
  private int length;

  public ByteOutput(int capacityBytes) {
    array = new byte[capacityBytes];
  }

  public int length() {
    return length;
  }

  public void writeByte(int value) {
    int at = reserve(1);
    array[at] = (byte) value;
  }

  public void writeInt(int value) {
    int at = reserve(4);
    array[at] = (byte) (value >>> 24);
    array[at + 1] = (byte) (value >>> 16);
    array[at + 2] = (byte) (value >>> 8);
    array[at + 3] = (byte) value;
  }

  public void writeLong(long value) {
    writeInt((int) (value >>> 32));
    writeInt((int) value);
  }

  public void writeDouble(double value) {
    writeLong(Double.doubleToRawLongBits(value));
  }

  /** An unsigned LEB128 varint: 1 byte below 128, at most 10. */
  public void writeVarLong(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      writeByte((int) rest | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  public void write(byte[] source, int offset, int count) {
    int at = reserve(count);
    System.arraycopy(source, offset, array, at, count);
  }

  public void write(Bytes bytes) {
    write(bytes.array(), bytes.offset(), bytes.length());
  }

  /** The text in UTF-8, without its length; a lone surrogate becomes '?'. */
  public void writeUtf8(String text) {
    int chars = text.length();
    ensure(3L * chars);
    byte[] to = array;
    int at = length;
    int i = 0;
    for (; i < chars && text.charAt(i) < 0x80; i++) {
      to[at++] = (byte) text.charAt(i);
    }
    length = i == chars ? at : encodeRest(text, i, at);
  }

  private int encodeRest(String text, int from, int start) {
    int at = start;
    int i = from;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 0x80) {
        array[at++] = (byte) c;
      } else if (c < 0x800) {
        array[at++] = (byte) (0xC0 | (c >> 6));
        array[at++] = continuation(c);
      } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        array[at++] = '?';
      } else if (c < 0x10000) {
        array[at++] = (byte) (0xE0 | (c >> 12));
        array[at++] = continuation(c >> 6);
        array[at++] = continuation(c);
      } else {
        array[at++] = (byte) (0xF0 | (c >> 18));
        array[at++] = continuation(c >> 12);
        array[at++] = continuation(c >> 6);
        array[at++] = continuation(c);
      }
    }
    return at;
  }

  /**
   * Makes room for so many bytes, to be written to {@link #array()}; gives the place of the first.
   */
  public int reserve(int count) {
    ensure(count);
    int at = length;
    length += count;
    return at;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  /** Forgets everything from this length on. */
  public void truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IndexOutOfBoundsException("truncate to " + newLength + " of " + length);
    }
    length = newLength;
  }

  /** The array behind, valid until the next append. */
  public byte[] array() {
    return array;
  }

  /** A copy of a part. */
  public Bytes copy(int from, int count) {
    return Bytes.wrap(Arrays.copyOfRange(array, from, from + count));
  }

  /** A copy of all. */
  public Bytes copy() {
    return copy(0, length);
  }

  private void ensure(long more) {
    long needed = length + more;
    if (needed > array.length) {
      grow(needed);
    }
  }

  private void grow(long needed) {
    if (needed > LENGTH_MAX) {
      throw new IllegalArgumentException(
          "encoded value of " + needed + " bytes: expected at most " + LENGTH_MAX);
    }
    array = Arrays.copyOf(array, (int) Math.min(LENGTH_MAX, Math.max(needed, 2L * array.length)));
  }
}
