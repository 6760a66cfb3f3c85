package io.maillon.link;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A map for the current key. Each entry is stored on its own, so a commit holds the changed ones
 * only. Iteration is in the order of the encoded map keys.
 *
 * <p>Objects are shared as in {@link ValueState}.
 */
public interface MapState<K, V> {
  Optional<V> get(K key);

  /** The entry's value, or this one where there is none; does not store it. */
  V orElse(K key, V other);

  boolean contains(K key);

  void put(K key, V value);

  void remove(K key);

  int size();

  default boolean isEmpty() {
    return size() == 0;
  }

  /** Visits all entries; the map must not be changed meanwhile. */
  void forEach(BiConsumer<? super K, ? super V> visitor);

  /** A copy, in iteration order. */
  Map<K, V> toMap();

  /** Removes all entries. */
  void clear();
}
