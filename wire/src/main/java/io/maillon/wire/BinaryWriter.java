package io.maillon.wire;

import io.maillon.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes values one after the other, for what is stored rather than sent, such as commands and
 * snapshots of a coordinator. {@link BinaryReader} reads them back in the same order. Not thread
 * safe.
 */
public final class BinaryWriter {
  private static final int FIRST_BYTES = 64;
  private static final int VARINT_BYTES_MAX = 10;

  private byte[] array = new byte[FIRST_BYTES];
  private int position;

  /** Begins a value whose layout may change; from 0. */
  public void putVersion(int version) {
    putLength(version);
  }

  /** Any number; those near 0 take least. */
  public void putInt(int value) {
    putLong(value);
  }

  /** Any number; those near 0 take least. */
  public void putLong(long value) {
    putVarint((value << 1) ^ (value >> 63));
  }

  public void putBoolean(boolean value) {
    reserve(1);
    array[position++] = (byte) (value ? 1 : 0);
  }

  public void putString(String value) {
    putBytes(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  public void putBytes(Bytes value) {
    putLength(value.length());
    reserve(value.length());
    System.arraycopy(value.array(), value.offset(), array, position, value.length());
    position += value.length();
  }

  public <T> void put(T value, BinaryCodec<T> codec) {
    codec.write(value, this);
  }

  public <T> void putOptional(Optional<T> value, BinaryCodec<T> codec) {
    putBoolean(value.isPresent());
    value.ifPresent(present -> codec.write(present, this));
  }

  public <T> void putList(List<T> values, BinaryCodec<T> codec) {
    putLength(values.size());
    for (T value : values) {
      codec.write(value, this);
    }
  }

  public int size() {
    return position;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(array, position);
  }

  private void putLength(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("length or version " + length + ": expected 0 or more");
    }
    putVarint(length);
  }

  private void putVarint(long value) {
    reserve(VARINT_BYTES_MAX);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[position++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[position++] = (byte) rest;
  }

  private void reserve(int bytes) {
    int needed = Math.addExact(position, bytes);
    if (needed > array.length) {
      array = Arrays.copyOf(array, (int) Math.max(needed, Math.min(2L * array.length, 1 << 30)));
    }
  }
}
