package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.fault.Look;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What nodes have to lose. */
final class Holdings {
  /** An older look says nothing about now. */
  private static final long STALE_MS = 1_000;

  private Holdings() {}

  /**
   * How many partitions have their owner or a replica among the living instances of some nodes.
   *
   * @param nowMs wall-clock time
   * @return {@link PipelineEvent.Fault#NOT_KNOWN} when a node runs no instances, or the look is old
   */
  static long of(Look look, List<String> nodes, long nowMs) {
    Optional<PipelineStatus> status = look.status().filter(s -> nowMs - look.atMs() <= STALE_MS);
    if (status.isEmpty() || !look.instances().containsAll(nodes)) {
      return PipelineEvent.Fault.NOT_KNOWN;
    }
    Set<String> lives =
        status.get().instances().stream()
            .filter(InstanceStatus::alive)
            .map(InstanceStatus::id)
            .filter(id -> nodes.contains(InstanceId.parse(id).name()))
            .collect(Collectors.toSet());
    return status.get().partitions().stream().filter(p -> isHeld(p, lives)).count();
  }

  private static boolean isHeld(PartitionStatus partition, Set<String> lives) {
    return !partition.finished()
        && (partition.owner().filter(lives::contains).isPresent()
            || partition.replicas().stream().anyMatch(lives::contains));
  }
}
