package io.maillon.link.internal.function;

import io.maillon.protocol.Bytes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries of one named state in memory, by record key; only those that have a value. Owned by
 * its {@link KeyedState}.
 */
final class Table {
  private static final Map<Bytes, Slot> NONE = Map.of();

  private final StateKey.Kind kind;
  private final String name;

  /** For values, which are one per key: no tree for each of them. */
  private final Map<Bytes, Slot> values = new HashMap<>();

  /** For maps and lists, by sub-key. */
  private final Map<Bytes, Map<Bytes, Slot>> entries = new HashMap<>();

  /** What the function was given to work with this table; null before it asked. */
  Object handle;

  Table(StateKey.Kind kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  StateKey.Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  /** The entry, or null. */
  Slot find(Bytes key, Bytes subKey) {
    return kind == StateKey.Kind.VALUE ? values.get(key) : entries(key).get(subKey);
  }

  /** Entries of the key in sub-key order; not to be changed. */
  Map<Bytes, Slot> entries(Bytes key) {
    return entries.getOrDefault(key, NONE);
  }

  void add(Bytes key, Bytes subKey, Slot slot) {
    if (kind == StateKey.Kind.VALUE) {
      values.put(key, slot);
    } else {
      entries.computeIfAbsent(key, k -> new TreeMap<>()).put(subKey, slot);
    }
  }

  void remove(Bytes key, Bytes subKey) {
    if (kind == StateKey.Kind.VALUE) {
      values.remove(key);
      return;
    }
    Map<Bytes, Slot> ofKey = entries(key);
    ofKey.remove(subKey);
    if (ofKey.isEmpty()) {
      entries.remove(key);
    }
  }

  void addKeysTo(Collection<Bytes> keys) {
    keys.addAll(values.keySet());
    keys.addAll(entries.keySet());
  }
}
