package io.maillon.protocol.control;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.ChannelMark;
import java.util.List;

/**
 * How far an owner has come with one partition.
 *
 * @param partition that it owns
 * @param epoch in which it owns it
 * @param committedIndex of its log
 * @param lastOffset of its newest committed output
 * @param ackedOffset up to which every target has acknowledged
 * @param inFlightBytes kept for targets that did not acknowledge yet
 * @param waitingBytes of input that waits for the function
 * @param logBytes memory that the log takes in all
 * @param replayed records that this owner sent again or received again since it took office
 * @param waitsFor what keeps it from moving: empty = nothing, else such as {@code credit of
 *     write/0}
 * @param positions of its upstream partitions, committed
 * @param channels how far each target has acknowledged: what is behind is no longer kept
 */
public record PartitionProgress(
    PartitionId partition,
    long epoch,
    long committedIndex,
    long lastOffset,
    long ackedOffset,
    long inFlightBytes,
    long waitingBytes,
    long logBytes,
    long replayed,
    String waitsFor,
    List<Position> positions,
    List<ChannelMark> channels) {
  public PartitionProgress {
    positions = List.copyOf(positions);
    channels = List.copyOf(channels);
  }
}
