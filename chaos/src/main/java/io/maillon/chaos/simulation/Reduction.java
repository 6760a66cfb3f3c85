package io.maillon.chaos.simulation;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is left out of the world of a seed. Immutable.
 *
 * @param faults numbers of those that may happen, empty = all
 * @param recordsMax of each source partition, at most; the seed may have drawn fewer
 */
public record Reduction(Optional<SortedSet<Integer>> faults, int recordsMax) {
  /** Nothing is left out. */
  public static final Reduction NONE = new Reduction(Optional.empty(), Integer.MAX_VALUE);

  private static final String NO_FAULTS = "none";

  public Reduction {
    faults = faults.map(TreeSet::new);
    if (recordsMax < 1) {
      throw new IllegalArgumentException("records " + recordsMax + ": expected 1 or more");
    }
  }

  public Reduction withFaults(Collection<Integer> kept) {
    return new Reduction(Optional.of(new TreeSet<>(kept)), recordsMax);
  }

  public Reduction withRecords(int max) {
    return new Reduction(faults, max);
  }

  boolean keeps(int fault) {
    return faults.isEmpty() || faults.get().contains(fault);
  }

  /** The faults as {@link #parseFaults} reads them. */
  public String faultsText() {
    return faults.map(Reduction::text).orElse("all");
  }

  private static String text(SortedSet<Integer> kept) {
    return kept.isEmpty()
        ? NO_FAULTS
        : kept.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * @param text numbers of faults, with commas between, or "none"
   * @throws IllegalArgumentException when it is neither
   */
  public static SortedSet<Integer> parseFaults(String text) {
    SortedSet<Integer> kept = new TreeSet<>();
    if (text.strip().equals(NO_FAULTS)) {
      return kept;
    }
    for (String part : text.split(",", -1)) {
      try {
        kept.add(Integer.parseUnsignedInt(part.strip()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "'" + text + "': expected numbers of faults, as 3,17,21, or none", e);
      }
    }
    return kept;
  }
}
