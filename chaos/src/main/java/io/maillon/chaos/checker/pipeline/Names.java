package io.maillon.chaos.checker.pipeline;

import java.util.Arrays;

/** Numbers for texts, from 0 in the order of their first use. */
final class Names {
  private final Room room;
  private String[] names = new String[16];

  /** Numbers plus 1, by hash; 0 = free. */
  private int[] slots = new int[32];

  private int size;

  Names(Room room) {
    this.room = room;
  }

  int number(String name) {
    int hash = name.hashCode() * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (names[number].equals(name)) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(slot, name);
  }

  private int add(int slot, String name) {
    room.take(1);
    if (size == names.length) {
      names = Arrays.copyOf(names, Columns.grown(names.length, size));
    }
    names[size] = name;
    slots[slot] = ++size;
    if (size > slots.length / 8 * 5) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[Math.multiplyExact(slots.length, 2)];
    for (int i = 0; i < size; i++) {
      int hash = names[i].hashCode() * 0x9E3779B9;
      int slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
    }
  }

  String name(int number) {
    return names[number];
  }

  int size() {
    return size;
  }
}
