package io.maillon.protocol.log;

import io.maillon.protocol.PartitionId;

/**
 * How far the outputs for one target have come.
 *
 * @param target partition that consumes them
 * @param lastOffset of the newest output made for it, 0 = none
 * @param ackedOffset up to which it has acknowledged, so up to which outputs are dropped
 */
public record ChannelMark(PartitionId target, long lastOffset, long ackedOffset) {}
