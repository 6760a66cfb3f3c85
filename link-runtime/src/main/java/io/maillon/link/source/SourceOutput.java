package io.maillon.link.source;

import io.maillon.protocol.Bytes;

/**
 * Takes the records of one {@link Source#poll}.
 *
 * @param <O> records of the source
 */
public interface SourceOutput<O> {
  /** Emits with an empty key. Encoded before the call returns: the object may be used again. */
  default void emit(O record) {
    emit(Bytes.EMPTY, record);
  }

  void emit(Bytes key, O record);

  default void emit(String key, O record) {
    emit(Bytes.utf8(key), record);
  }

  /** Whether this poll has emitted what fits well into one commit; more is taken, but unwise. */
  boolean full();
}
