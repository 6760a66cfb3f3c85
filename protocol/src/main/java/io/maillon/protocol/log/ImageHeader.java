package io.maillon.protocol.log;

import io.maillon.protocol.Position;
import java.util.List;

/**
 * What all commits up to an index fold into, but for the entries of the state and the outputs in
 * flight, which follow in chunks.
 *
 * @param epoch of the last commit folded in; with {@code index} it names the commit
 * @param index of the last commit folded in, 0 = none
 * @param lastOffset of the newest output
 * @param positions of all upstream partitions consumed from so far
 * @param channels of all targets so far
 * @param finished whether the partition ended its stream
 */
public record ImageHeader(
    long epoch,
    long index,
    long lastOffset,
    List<Position> positions,
    List<ChannelMark> channels,
    boolean finished) {
  public ImageHeader {
    positions = List.copyOf(positions);
    channels = List.copyOf(channels);
  }

  /** The image of a partition that never made a commit. */
  public static final ImageHeader EMPTY = new ImageHeader(0, 0, 0, List.of(), List.of(), false);
}
