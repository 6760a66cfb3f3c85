package io.maillon.chaos.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Counts how often rare paths were taken: a simulation that never takes them proves nothing. */
public final class Probes {
  private final Map<String, Long> counts = new TreeMap<>();

  void hit(String path) {
    counts.merge(path, 1L, Long::sum);
  }

  /** Adds the counts of another world. */
  public void add(Probes other) {
    other.counts.forEach((path, count) -> counts.merge(path, count, Long::sum));
  }

  public long count(String path) {
    return counts.getOrDefault(path, 0L);
  }

  /** One line per path. */
  @Override
  public String toString() {
    StringBuilder all = new StringBuilder();
    counts.forEach(
        (path, count) -> all.append("  ").append(path).append(": ").append(count).append('\n'));
    return all.toString();
  }
}
