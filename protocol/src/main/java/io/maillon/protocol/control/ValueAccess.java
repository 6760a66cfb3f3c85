package io.maillon.protocol.control;

import java.util.Optional;

/** What is done to an agreed value. It takes effect at one moment, in the order of the log. */
public sealed interface ValueAccess {
  /** Looks at it; linearizable, as it goes through the log like a change. */
  record Read() implements ValueAccess {}

  /**
   * Replaces it.
   *
   * @param text empty = removes it
   */
  record Write(Optional<String> text) implements ValueAccess {}

  /**
   * Replaces it if it is as expected.
   *
   * @param expected empty = there is none
   * @param text empty = removes it
   */
  record CompareAndSet(Optional<String> expected, Optional<String> text) implements ValueAccess {}

  /**
   * Counts; where there is none, from 0.
   *
   * @param amount may be negative
   */
  record Add(long amount) implements ValueAccess {}
}
