package io.maillon.wire;

import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How one type of value is stored or sent as bytes. Equal values give equal bytes.
 *
 * @param <T> of the value; its encoding takes at least one byte
 */
public interface BinaryCodec<T> {
  void write(T value, BinaryWriter out);

  /**
   * Reads one value.
   *
   * @throws MalformedFrameException when there is none
   */
  T read(BinaryReader in);

  /** The value alone. */
  default byte[] encode(T value) {
    BinaryWriter out = new BinaryWriter();
    write(value, out);
    return out.toByteArray();
  }

  /** Reverse of {@link #encode}; refuses bytes behind the value. */
  default T decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes);
    T value = read(in);
    in.expectEnd();
    return value;
  }

  static <T> BinaryCodec<T> of(BiConsumer<T, BinaryWriter> write, Function<BinaryReader, T> read) {
    return new BinaryCodec<>() {
      @Override
      public void write(T value, BinaryWriter out) {
        write.accept(value, out);
      }

      @Override
      public T read(BinaryReader in) {
        try {
          return read.apply(in);
        } catch (IllegalArgumentException e) {
          throw new MalformedFrameException("stored value", e.getMessage(), "a sound value", e);
        }
      }
    };
  }
}
