package io.maillon.chaos.cluster.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Amounts of the faults of one kind that last at the same place. Owned by one thread. */
final class Amounts {
  private final List<Long> amounts = new ArrayList<>();

  void add(long amount) {
    amounts.add(amount);
  }

  void remove(long amount) {
    amounts.remove(Long.valueOf(amount));
  }

  boolean isEmpty() {
    return amounts.isEmpty();
  }

  long sum() {
    return amounts.stream().mapToLong(Long::longValue).sum();
  }

  /** Of limits the tightest holds. */
  OptionalLong least() {
    return amounts.stream().mapToLong(Long::longValue).min();
  }
}
