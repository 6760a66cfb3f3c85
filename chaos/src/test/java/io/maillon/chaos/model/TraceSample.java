package io.maillon.chaos.model;

import io.maillon.chaos.simulation.PartitionTrace;
import io.maillon.chaos.simulation.Transition;
import io.maillon.protocol.pipeline.LogKind;
import java.util.Comparator;
import java.util.List;

/** Which of the recorded traces are worth the time that it takes to check them. */
final class TraceSample {
  /** Longer ones show little more. */
  private static final int TRANSITIONS_MAX = 1_000;

  private TraceSample() {}

  /** Those first in which the most kinds of transitions happen. */
  static List<PartitionTrace> of(List<PartitionTrace> recorded, LogKind log, int max) {
    return recorded.stream()
        .filter(t -> t.log() == log && t.transitions().size() <= TRANSITIONS_MAX)
        .sorted(Comparator.comparing(TraceSample::kinds).reversed())
        .limit(max)
        .toList();
  }

  private static long kinds(PartitionTrace trace) {
    return trace.transitions().stream().map(Transition::kind).distinct().count();
  }
}
