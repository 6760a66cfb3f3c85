package io.maillon.chaos.workload;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the output of a run: how often, and the first few of each kind. */
public final class LedgerReport {
  private static final int EXAMPLES_MAX = 5;

  /** In what way. */
  public enum Fault {
    /** A pair that must be there is not. */
    LOST,
    /** A pair is there again. */
    DOUBLED,
    /** A pair comes after a later one of its account, or is made of the wrong records. */
    REORDERED,
    /** A line that nothing can have led to. */
    PHANTOM,
    /** Wrong sum, payment or time. */
    CHANGED,
    /** The state at the end is not that of the replay. */
    STATE
  }

  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private final Map<Fault, List<String>> examples = new EnumMap<>(Fault.class);
  private long lines;

  LedgerReport() {}

  void add(Fault fault, String example) {
    counts.merge(fault, 1L, Long::sum);
    List<String> first = examples.computeIfAbsent(fault, f -> new ArrayList<>());
    if (first.size() < EXAMPLES_MAX) {
      first.add(example);
    }
  }

  void countLine() {
    lines++;
  }

  /** Lines of output that were read. */
  public long lines() {
    return lines;
  }

  public boolean valid() {
    return counts.isEmpty();
  }

  public long count(Fault fault) {
    return counts.getOrDefault(fault, 0L);
  }

  /** The first few of a kind, with file, line, what was found and what was expected. */
  public List<String> examples(Fault fault) {
    return List.copyOf(examples.getOrDefault(fault, List.of()));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(lines + " lines");
    if (valid()) {
      return text.append(", nothing lost, doubled, reordered or changed").toString();
    }
    counts.forEach((fault, count) -> append(text, fault, count));
    return text.toString();
  }

  private void append(StringBuilder text, Fault fault, long count) {
    text.append('\n').append(fault).append(' ').append(count);
    examples.get(fault).forEach(example -> text.append("\n  ").append(example));
  }
}
