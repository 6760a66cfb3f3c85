package io.maillon.coordinator.status;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import java.util.List;
import java.util.Optional;

/**
 * One pipeline.
 *
 * @param message why it failed or what it lost, empty = nothing to tell
 * @param recovered how many takeovers there were
 * @param recoveries the last of them, oldest first
 * @param risks which failures would lose data now, for people
 */
public record PipelineStatus(
    String name,
    PipelineState state,
    String message,
    List<InstanceStatus> instances,
    List<PartitionStatus> partitions,
    long recovered,
    List<RecoveryStatus> recoveries,
    List<String> risks) {
  public PipelineStatus {
    instances = List.copyOf(instances);
    partitions = List.copyOf(partitions);
    recoveries = List.copyOf(recoveries);
    risks = List.copyOf(risks);
  }

  public Optional<PartitionStatus> partition(PartitionId id) {
    return partitions.stream().filter(p -> p.id().equals(id)).findFirst();
  }

  public Optional<InstanceStatus> instance(String id) {
    return instances.stream().filter(i -> i.id().equals(id)).findFirst();
  }

  /** Partitions of one stage, by index. */
  public List<PartitionStatus> stage(String stage) {
    return partitions.stream().filter(p -> p.id().stage().equals(stage)).toList();
  }
}
