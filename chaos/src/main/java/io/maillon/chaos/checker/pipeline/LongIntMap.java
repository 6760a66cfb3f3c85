package io.maillon.chaos.checker.pipeline;

/** A map from any long to ints other than 0, without objects: open addressing, linear probing. */
final class LongIntMap {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[16];

  /** 0 = the slot is free. */
  private int[] values = new int[16];

  private int size;

  /** Takes the entries of a map, in an order that only their history decides. */
  interface Visitor {
    void visit(long key, int value);
  }

  private int slot(long key) {
    long mixed = key * MIX;
    int slot = (int) (mixed ^ (mixed >>> 32)) & (keys.length - 1);
    while (values[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  /** The value, 0 = none. */
  int get(long key) {
    return values[slot(key)];
  }

  /** Puts the value unless there is one, which is returned; else 0. */
  int putIfAbsent(long key, int value) {
    int slot = slot(key);
    if (values[slot] != 0) {
      return values[slot];
    }
    keys[slot] = key;
    values[slot] = value;
    size++;
    if (size > keys.length / 8 * 5) {
      grow();
    }
    return 0;
  }

  void put(long key, int value) {
    if (putIfAbsent(key, value) != 0) {
      values[slot(key)] = value;
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[Math.multiplyExact(oldKeys.length, 2)];
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  int size() {
    return size;
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != 0) {
        visitor.visit(keys[i], values[i]);
      }
    }
  }
}
