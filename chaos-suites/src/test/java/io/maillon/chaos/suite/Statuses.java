package io.maillon.chaos.suite;

import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PartitionStatus.ChannelStatus;
import io.maillon.coordinator.status.PartitionStatus.PositionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.RecoveryStatus;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import java.util.List;
import java.util.Optional;

/** What a leader tells of a pipeline, as tests need it. */
final class Statuses {
  private Statuses() {}

  static PipelineStatus of(
      List<InstanceStatus> instances,
      List<PartitionStatus> partitions,
      RecoveryStatus... recoveries) {
    return new PipelineStatus(
        "p",
        PipelineState.RUNNING,
        "",
        instances,
        partitions,
        recoveries.length,
        List.of(recoveries),
        List.of());
  }

  static PipelineStatus of(PartitionStatus... partitions) {
    return of(List.of(), List.of(partitions));
  }

  static InstanceStatus alive(String id) {
    return new InstanceStatus(id, 1, "h", "h:1", "ALIVE", "", 0, 0);
  }

  static InstanceStatus dead(String id, long failedMs, long declaredMs) {
    return new InstanceStatus(id, 1, "h", "h:1", "DEAD", "closed", failedMs, declaredMs);
  }

  /** Owned by w1#1 with a copy in w2#1, and input that waits. */
  static PartitionStatus waiting(String stage, long epoch, String state, long waitingBytes) {
    return partition(stage, epoch, epoch, state, List.of(), List.of(), waitingBytes);
  }

  /** An upstream partition that has let outputs go for one target. */
  static PartitionStatus upstream(String stage, String target, long offset, long ackedOffset) {
    List<ChannelStatus> channels = List.of(new ChannelStatus(target, offset, ackedOffset));
    return partition(stage, 1, 1, "ACTIVE", List.of(), channels, 0);
  }

  /** A target, as its owner of that epoch told of it. */
  static PartitionStatus target(
      String stage, long epoch, long reportEpoch, String upstream, long offset) {
    List<PositionStatus> positions = List.of(new PositionStatus(upstream, offset, false));
    return partition(stage, epoch, reportEpoch, "ACTIVE", positions, List.of(), 0);
  }

  private static PartitionStatus partition(
      String stage,
      long epoch,
      long reportEpoch,
      String state,
      List<PositionStatus> positions,
      List<ChannelStatus> channels,
      long waitingBytes) {
    return new PartitionStatus(
        new PartitionId(stage, 0),
        epoch,
        Optional.of("w1#1"),
        List.of("w2#1"),
        state,
        "",
        reportEpoch,
        positions,
        channels,
        0,
        0,
        0,
        waitingBytes,
        "");
  }
}
