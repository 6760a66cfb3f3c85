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
 * @param reportEpoch in which an owner told what follows, 0 = nobody has since the leader leads
 * @param positions consumed, one per upstream partition
 * @param channels to its targets, as far as reported
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
    long reportEpoch,
    List<PositionStatus> positions,
    List<ChannelStatus> channels,
    long outputOffset,
    long ackedOffset,
    long inFlightBytes,
    long waitingBytes,
    String waitsFor) {
  public PartitionStatus {
    replicas = List.copyOf(replicas);
    positions = List.copyOf(positions);
    channels = List.copyOf(channels);
  }

  /** How far one upstream partition was consumed. */
  public record PositionStatus(String upstream, long offset, boolean ended) {}

  /**
   * The way to one target.
   *
   * @param offset newest committed output for it
   * @param ackedOffset up to which it has acknowledged, and nothing is kept for it
   */
  public record ChannelStatus(String target, long offset, long ackedOffset) {}

  /** How far an upstream partition was consumed; empty = it is none. */
  public Optional<PositionStatus> position(String upstream) {
    return positions.stream().filter(p -> p.upstream().equals(upstream)).findFirst();
  }

  /** Whether the work is done: nobody needs to own it. */
  public boolean finished() {
    return state.equals("FINISHED");
  }

  /** Records consumed, offsets of all upstream partitions together. */
  public long consumed() {
    return positions.stream().mapToLong(PositionStatus::offset).sum();
  }
}
