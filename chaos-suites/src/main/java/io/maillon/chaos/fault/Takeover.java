package io.maillon.chaos.fault;

import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.RecoveryStatus;
import java.util.List;
import java.util.Optional;

/**
 * A recovery that is going on: a member was declared dead, a candidate has its claim, and is not
 * yet active.
 *
 * @param partition such as {@code ledger/2}
 * @param cause for people
 * @param candidate instance that takes over
 * @param claim as the leader tells it, such as {@code n1#1 epoch 7}
 */
public record Takeover(String partition, String cause, String candidate, String claim) {
  /** All of a pipeline. */
  public static List<Takeover> all(PipelineStatus status) {
    return status.partitions().stream().flatMap(p -> of(p, status).stream()).toList();
  }

  private static Optional<Takeover> of(PartitionStatus partition, PipelineStatus status) {
    if (partition.claim().isEmpty()) {
      return Optional.empty();
    }
    String name = partition.id().toString();
    return status.recoveries().stream()
        .filter(r -> r.partition().equals(name) && isDeclared(r) && !r.ready())
        .map(RecoveryStatus::cause)
        .reduce((older, newer) -> newer)
        .map(
            cause -> new Takeover(name, cause, partition.claim().split(" ")[0], partition.claim()));
  }

  private static boolean isDeclared(RecoveryStatus recovery) {
    return recovery.detectedMs() >= 0;
  }

  /** Node of the candidate. */
  public String node() {
    return Victims.node(candidate);
  }
}
