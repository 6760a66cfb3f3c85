package io.maillon.chaos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds a smaller list that still fails: the algorithm ddmin of Zeller and Hildebrandt
 * ("Simplifying and Isolating Failure-Inducing Input", 2002). What it finds within its tests is
 * 1-minimal: it fails, and without any one of its elements it does not.
 */
final class DeltaDebugging<T> {
  private final Predicate<List<T>> fails;
  private final int testsMax;
  private int tests;

  /**
   * @param fails whether a part of the list, in its order, still fails
   * @param testsMax after so many the smallest list until then has to do
   */
  DeltaDebugging(Predicate<List<T>> fails, int testsMax) {
    this.fails = fails;
    this.testsMax = testsMax;
  }

  int tests() {
    return tests;
  }

  /**
   * @param failing a list that fails
   */
  List<T> minimize(List<T> failing) {
    if (failing.isEmpty() || test(List.of())) {
      return List.of();
    }
    List<T> smallest = failing;
    int parts = 2;
    while (smallest.size() >= 2) {
      Optional<List<T>> part = failingPart(smallest, parts);
      Optional<List<T>> rest = part.isPresent() ? part : failingRest(smallest, parts);
      if (part.isPresent()) {
        smallest = part.get();
        parts = 2;
      } else if (rest.isPresent()) {
        smallest = rest.get();
        parts = Math.max(2, parts - 1);
      } else if (parts < smallest.size()) {
        parts = Math.min(smallest.size(), 2 * parts);
      } else {
        break;
      }
    }
    return smallest;
  }

  private Optional<List<T>> failingPart(List<T> list, int parts) {
    for (int i = 0; i < parts; i++) {
      List<T> part = List.copyOf(list.subList(begin(list, parts, i), begin(list, parts, i + 1)));
      if (test(part)) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  /** All but one of the parts; of two, that is the other one. */
  private Optional<List<T>> failingRest(List<T> list, int parts) {
    for (int i = 0; i < parts && parts > 2; i++) {
      List<T> rest = new ArrayList<>(list);
      rest.subList(begin(list, parts, i), begin(list, parts, i + 1)).clear();
      if (test(rest)) {
        return Optional.of(rest);
      }
    }
    return Optional.empty();
  }

  private static int begin(List<?> list, int parts, int part) {
    return (int) ((long) list.size() * part / parts);
  }

  private boolean test(List<T> part) {
    if (tests == testsMax) {
      return false;
    }
    tests++;
    return fails.test(part);
  }
}
