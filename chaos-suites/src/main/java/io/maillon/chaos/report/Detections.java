package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.EventConsumer;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How soon failures were noticed: from the begin of a fault in one node to the decision that its
 * instance is dead, which the recoveries of its partitions tell. Each fault counts once. Owned by
 * one thread.
 */
final class Detections implements EventConsumer {
  private static final long WITHIN_MS = 10_000;

  private final List<PipelineEvent.Fault> faults = new ArrayList<>();
  private final Map<Long, Long> declaredMs = new HashMap<>();
  private final List<PipelineEvent.Recovery> recoveries = new ArrayList<>();

  @Override
  public void accept(int line, PipelineEvent event) {
    if (event instanceof PipelineEvent.Fault fault
        && fault.phase() == PipelineEvent.Fault.Phase.BEGIN
        && fault.nodes().size() == 1
        && !fault.evidence().isEmpty()) {
      faults.add(fault);
    } else if (event instanceof PipelineEvent.Recovery recovery) {
      recoveries.add(recovery);
    }
  }

  /** By kind of fault: milliseconds from its begin to the decision. */
  Map<String, List<Long>> millis() {
    recoveries.forEach(this::match);
    Map<String, List<Long>> millis = new TreeMap<>();
    for (PipelineEvent.Fault fault : faults) {
      Long declared = declaredMs.get(fault.id());
      if (declared != null) {
        millis
            .computeIfAbsent(fault.kind(), kind -> new ArrayList<>())
            .add(declared - fault.atMs());
      }
    }
    return millis;
  }

  /**
   * A cause begins with whom it is about, and may go on with others: {@code loss of owner n1#2}.
   */
  private static boolean isOf(String node, String cause) {
    return cause.startsWith("loss of owner " + node + "#")
        || cause.startsWith("loss of replica " + node + "#");
  }

  /** The last fault of the node before the decision is taken for its reason. */
  private void match(PipelineEvent.Recovery recovery) {
    for (int i = faults.size() - 1; i >= 0; i--) {
      PipelineEvent.Fault fault = faults.get(i);
      long afterMs = recovery.declaredMs() - fault.atMs();
      if (afterMs >= 0 && afterMs <= WITHIN_MS && isOf(fault.nodes().get(0), recovery.cause())) {
        declaredMs.merge(fault.id(), recovery.declaredMs(), Math::min);
        return;
      }
    }
  }
}
