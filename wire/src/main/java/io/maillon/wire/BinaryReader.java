package io.maillon.wire;

import io.maillon.protocol.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link BinaryWriter} wrote, in the same order. Whatever is wrong with the bytes ends
 * in a {@link MalformedFrameException} that names the byte; no length makes it allocate more than
 * what is left. Not thread safe.
 */
public final class BinaryReader {
  private static final int VARINT_BITS = 70;

  private final byte[] array;
  private final int end;
  private int position;

  public BinaryReader(byte[] bytes) {
    this(Bytes.wrap(bytes));
  }

  /** Reads a slice; bytes that it hands out are slices of the same array. */
  public BinaryReader(Bytes bytes) {
    array = bytes.array();
    position = bytes.offset();
    end = position + bytes.length();
  }

  /**
   * Reads the version of a value.
   *
   * @param versionMax newest that this build can read
   */
  public int getVersion(int versionMax) {
    long version = getVarint("version");
    if (version < 0 || version > versionMax) {
      throw malformed("version", version, versionMax + " at the most: a newer build wrote this");
    }
    return (int) version;
  }

  public int getInt() {
    long value = getLong();
    if (value != (int) value) {
      throw malformed("int", value, "a number of 32 bits");
    }
    return (int) value;
  }

  public long getLong() {
    long folded = getVarint("number");
    return (folded >>> 1) ^ -(folded & 1);
  }

  public boolean getBoolean() {
    int value = remaining() == 0 ? -1 : array[position++];
    if (value != 0 && value != 1) {
      throw malformed("boolean", value < 0 ? "nothing" : value, "0 or 1");
    }
    return value == 1;
  }

  public String getString() {
    Bytes bytes = getBytes();
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("string", bytes, "UTF-8");
    }
  }

  /** A slice of what is read. */
  public Bytes getBytes() {
    int length = getLength("length");
    Bytes bytes = Bytes.wrap(array, position, length);
    position += length;
    return bytes;
  }

  public <T> T get(BinaryCodec<T> codec) {
    return codec.read(this);
  }

  public <T> Optional<T> getOptional(BinaryCodec<T> codec) {
    return getBoolean() ? Optional.of(codec.read(this)) : Optional.empty();
  }

  public <T> List<T> getList(BinaryCodec<T> codec) {
    int count = getLength("list size");
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(codec.read(this));
    }
    return values;
  }

  public int remaining() {
    return end - position;
  }

  /** Refuses bytes that nobody read. */
  public void expectEnd() {
    if (position != end) {
      throw malformed("end", remaining() + " more bytes", "none");
    }
  }

  /** A length in bytes, or in things that take at least a byte each. */
  private int getLength(String what) {
    long length = getVarint(what);
    if (length < 0 || length > remaining()) {
      throw malformed(
          what, length, "a number from 0 to the " + remaining() + " bytes that are left");
    }
    return (int) length;
  }

  private long getVarint(String what) {
    long value = 0;
    for (int shift = 0; shift < VARINT_BITS && position < end; shift += 7) {
      byte next = array[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw malformed(what, "no end", "a varint of ten bytes at the most");
  }

  private MalformedFrameException malformed(String what, Object value, String expected) {
    return new MalformedFrameException("byte " + position + ": " + what, value, expected);
  }
}
