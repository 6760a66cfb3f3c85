package io.maillon.link;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One value for the current key. Stored at most once per commit, however often it is set.
 *
 * <p>The object that {@link #get()} gives is shared with the next call: to change it in place,
 * {@link #set} it afterwards, or the change may be lost.
 */
public interface ValueState<T> {
  Optional<T> get();

  /** The value, or this one where there is none; does not store it. */
  T orElse(T other);

  void set(T value);

  /** Sets what the function makes of the value, or of {@code initial} where there is none. */
  default void update(T initial, UnaryOperator<T> change) {
    set(change.apply(orElse(initial)));
  }

  /** Removes the value. */
  void clear();
}
