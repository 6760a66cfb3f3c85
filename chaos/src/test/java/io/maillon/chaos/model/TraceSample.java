package io.maillon.chaos.model;

import io.maillon.chaos.simulation.PartitionTrace;
import io.maillon.chaos.simulation.Transition;
import io.maillon.protocol.pipeline.LogKind;
import java.util.Comparator;
import java.util.List;

/**
 * Which of the recorded traces are worth the time that it takes to check them.
 *
 * @param recorded how many there are with this kind of log
 * @param tooLong how many of those are never checked
 */
record TraceSample(LogKind log, List<PartitionTrace> traces, long recorded, long tooLong) {
  /** Longer ones show little more. */
  private static final int TRANSITIONS_MAX = 1_000;

  /** Those first in which the most kinds of transitions happen. */
  static TraceSample of(List<PartitionTrace> all, LogKind log, int max) {
    List<PartitionTrace> recorded = all.stream().filter(t -> t.log() == log).toList();
    List<PartitionTrace> shortOnes =
        recorded.stream().filter(t -> t.transitions().size() <= TRANSITIONS_MAX).toList();
    List<PartitionTrace> traces =
        shortOnes.stream()
            .sorted(Comparator.comparing(TraceSample::kinds).reversed())
            .limit(max)
            .toList();
    return new TraceSample(log, traces, recorded.size(), recorded.size() - shortOnes.size());
  }

  private static long kinds(PartitionTrace trace) {
    return trace.transitions().stream().map(Transition::kind).distinct().count();
  }

  @Override
  public String toString() {
    return "%d of %d traces with log %s, %d left out with over %d transitions"
        .formatted(traces.size(), recorded, log, tooLong, TRANSITIONS_MAX);
  }
}
