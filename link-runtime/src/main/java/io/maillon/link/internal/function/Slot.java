package io.maillon.link.internal.function;

import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;

/**
 * One state entry in memory: encoded until it is first used, decoded from then on. Owned by its
 * {@link KeyedState}.
 */
final class Slot {
  /** As restored; null once decoded or changed. */
  private Bytes encoded;

  /** Null: not decoded yet, or no value. */
  private Object decoded;

  /** Whether the log has a value for it. */
  boolean stored;

  /** Whether it changed since the last result. */
  boolean dirty;

  /** Length of the last encoding, 0 = never encoded here. */
  int sizeBytes;

  /** A new entry, without a value. */
  Slot() {}

  /** An entry out of the log. */
  Slot(Bytes encoded) {
    this.encoded = encoded;
    stored = true;
    sizeBytes = encoded.length();
  }

  boolean hasValue() {
    return decoded != null || encoded != null;
  }

  /** The value, or null. */
  @SuppressWarnings("unchecked") // a table has one codec, so its slots hold what that one makes
  <T> T get(Codec<T> codec) {
    if (decoded == null && encoded != null) {
      decoded = codec.decode(encoded);
      encoded = null;
    }
    return (T) decoded;
  }

  void set(Object value) {
    decoded = value;
    encoded = null;
  }

  /**
   * Takes over the encoding made for the log. A value that is bytes itself is replaced by it: it
   * may be a slice of a whole frame, which must not stay in memory for its sake.
   */
  void encodedAs(Bytes bytes) {
    sizeBytes = bytes.length();
    if (decoded instanceof Bytes) {
      decoded = bytes;
    }
  }
}
