package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * Answer to {@link OpenChannel}: the sender resumes after the received offset and drops what is
 * acknowledged.
 *
 * @param from upstream partition, the sender of records
 * @param to target partition, the receiver of records
 * @param fromEpoch as asked
 * @param toEpoch in which the receiver owns {@code to}
 * @param receivedOffset highest offset held by the receiver, consumed or waiting; sending resumes
 *     after it
 * @param ackedOffset highest offset covered by a committed commit of the receiver
 * @param gapAllowed whether the receiver resumed after an accepted loss, so that the first batch
 *     may leave a gap
 * @param creditBytes how many bytes the sender may send in total on this opening of the channel
 */
public record ChannelOpened(
    PartitionId from,
    PartitionId to,
    long fromEpoch,
    long toEpoch,
    long receivedOffset,
    long ackedOffset,
    boolean gapAllowed,
    long creditBytes)
    implements PeerMessage {}
