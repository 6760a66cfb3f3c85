package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one look at a pipeline shows that those before it did not: new owners, deaths, who was
 * spared, recoveries, and what was handed over. Each is told once. Owned by the thread of the
 * watch.
 */
final class Changes {
  private final Map<String, String> offices = new HashMap<>();
  private final Set<String> dead = new HashSet<>();
  private final Set<String> spared = new HashSet<>();
  private final Recoveries recoveries = new Recoveries();
  private final Handovers handovers;

  Changes(PipelineSpec spec) {
    handovers = new Handovers(stage -> keepsPositions(spec.stage(stage)));
  }

  /** Others begin anew: what they consume is acknowledged only when its outputs are. */
  private static boolean keepsPositions(StageSpec stage) {
    return stage.replication() > 0 || stage.log() == LogKind.FILE;
  }

  /**
   * @param leader coordinator that told it
   * @param atMs when it was asked, wall-clock time
   */
  List<PipelineEvent> note(String leader, PipelineStatus status, long atMs) {
    List<PipelineEvent> events = new ArrayList<>();
    status.partitions().forEach(partition -> owner(partition, atMs, events));
    status.instances().forEach(instance -> life(instance, atMs, events));
    events.addAll(handovers.note(leader, status));
    events.addAll(recoveries.note(status, atMs));
    return events;
  }

  private void owner(PartitionStatus partition, long atMs, List<PipelineEvent> events) {
    String name = partition.id().toString();
    String office = partition.epoch() + " " + partition.owner().orElse("");
    if (partition.owner().isPresent() && !office.equals(offices.put(name, office))) {
      events.add(new PipelineEvent.Owner(name, partition.epoch(), partition.owner().get(), atMs));
    }
  }

  private void life(InstanceStatus instance, long atMs, List<PipelineEvent> events) {
    if (!instance.spared()) {
      spared.remove(instance.id());
    } else if (spared.add(instance.id())) {
      events.add(new PipelineEvent.Spared(instance.id(), atMs));
    }
    if (!instance.alive() && dead.add(instance.id())) {
      events.add(
          new PipelineEvent.Death(
              instance.id(), instance.reason(), instance.failedMs(), instance.declaredMs()));
    }
  }
}
