package io.maillon.recovery.log;

import java.util.Arrays;
import java.util.NoSuchElementException;

/** A queue with access by place, on one growing array. */
public final class Ring<T> {
  private Object[] items = new Object[8];
  private int head;
  private int size;

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public void addLast(T item) {
    if (size == items.length) {
      grow();
    }
    items[(head + size) & (items.length - 1)] = item;
    size++;
  }

  /**
   * @param place 0 = first
   */
  @SuppressWarnings("unchecked")
  public T get(int place) {
    if (place < 0 || place >= size) {
      throw new IndexOutOfBoundsException("place " + place + " of " + size);
    }
    return (T) items[(head + place) & (items.length - 1)];
  }

  public T first() {
    return get(0);
  }

  public T removeFirst() {
    if (size == 0) {
      throw new NoSuchElementException("empty");
    }
    T item = get(0);
    items[head] = null;
    head = (head + 1) & (items.length - 1);
    size--;
    return item;
  }

  private void grow() {
    Object[] larger = Arrays.copyOf(items, items.length * 2);
    System.arraycopy(items, 0, larger, items.length, head);
    Arrays.fill(larger, 0, head, null);
    items = larger;
  }
}
