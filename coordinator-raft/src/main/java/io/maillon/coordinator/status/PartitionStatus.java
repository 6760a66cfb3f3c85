package io.maillon.coordinator.status;

import io.maillon.protocol.PartitionId;
import java.util.List;
import java.util.Optional;

/**
 * One partition.
 *
 * @param id which
 * @param epoch of its active configuration, 0 = none yet
 * @param owner instance that owns it
 * @param replicas instances that hold its log
 * @param state such as ACTIVE
 * @param claim granted and not yet active, such as {@code n1#1 epoch 7}; empty = none
 * @param positions consumed, one per upstream partition
 * @param outputOffset newest committed output
 * @param ackedOffset up to which all targets acknowledged
 * @param inFlightBytes kept for targets
 * @param waitingBytes of input
 * @param waitsFor what keeps it from moving, empty = nothing
 */
public record PartitionStatus(
    PartitionId id,
    long epoch,
    Optional<String> owner,
    List<String> replicas,
    String state,
    String claim,
    List<PositionStatus> positions,
    long outputOffset,
    long ackedOffset,
    long inFlightBytes,
    long waitingBytes,
    String waitsFor) {
  public PartitionStatus {
    replicas = List.copyOf(replicas);
    positions = List.copyOf(positions);
  }

  /** How far one upstream partition was consumed. */
  public record PositionStatus(String upstream, long offset, boolean ended) {}

  /** Whether the work is done: nobody needs to own it. */
  public boolean finished() {
    return state.equals("FINISHED");
  }

  /** Records consumed, offsets of all upstream partitions together. */
  public long consumed() {
    return positions.stream().mapToLong(PositionStatus::offset).sum();
  }
}
