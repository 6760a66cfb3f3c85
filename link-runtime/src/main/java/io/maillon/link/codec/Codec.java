package io.maillon.link.codec;

import io.maillon.protocol.Bytes;
import java.util.function.Function;

/**
 * How values of one type become bytes and come back. A codec keeps nothing between calls, so that
 * one object may serve many partitions at once.
 *
 * <p>What {@link #encode} wrote, {@link #decode} gives back as an equal value; equal keys must be
 * written as equal bytes. Ready-made ones are in {@link Codecs}. The runtime carries no JSON
 * library; with one's own it takes a line:
 *
 * <pre>{@code
 * Codec<Flight> json = Codecs.utf8().map(text -> gson.fromJson(text, Flight.class), gson::toJson);
 * }</pre>
 */
public interface Codec<T> {
  /** Appends the value. */
  void encode(T value, ByteOutput out);

  /**
   * Reads a value that takes up all of the bytes; they stay valid and unchanged for ever, so the
   * value may keep slices of them.
   *
   * @throws IllegalArgumentException when the bytes are no such value, saying why
   */
  T decode(Bytes bytes);

  /** A codec for another type that is written as this one. */
  default <R> Codec<R> map(Function<T, R> afterDecode, Function<R, T> beforeEncode) {
    Codec<T> inner = this;
    return new Codec<>() {
      @Override
      public void encode(R value, ByteOutput out) {
        inner.encode(beforeEncode.apply(value), out);
      }

      @Override
      public R decode(Bytes bytes) {
        return afterDecode.apply(inner.decode(bytes));
      }
    };
  }
}
