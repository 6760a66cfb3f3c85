package io.maillon.link;

import java.util.List;

/**
 * A list for the current key. Each element is stored on its own, so adding is cheap however long
 * the list is.
 *
 * <p>Objects are shared as in {@link ValueState}.
 */
public interface ListState<T> {
  int size();

  default boolean isEmpty() {
    return size() == 0;
  }

  /**
   * @throws IndexOutOfBoundsException naming index and size
   */
  T get(int index);

  void add(T element);

  /**
   * @throws IndexOutOfBoundsException naming index and size
   */
  void set(int index, T element);

  /**
   * Removes and gives the last element.
   *
   * @throws IndexOutOfBoundsException when the list is empty
   */
  T removeLast();

  /** A copy. */
  List<T> toList();

  /** Removes all elements. */
  void clear();
}
