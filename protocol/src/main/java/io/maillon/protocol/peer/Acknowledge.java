package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * Cumulative acknowledgement and credit, receiver to sender. Both only grow while a channel stays
 * open; repeating one changes nothing.
 *
 * @param from upstream partition, the sender of records
 * @param to target partition, the receiver of records
 * @param fromEpoch of the channel, as opened
 * @param ackedOffset highest offset covered by a committed commit of the receiver
 * @param creditBytes how many bytes the sender may send in total on this opening of the channel
 */
public record Acknowledge(
    PartitionId from, PartitionId to, long fromEpoch, long ackedOffset, long creditBytes)
    implements PeerMessage {}
