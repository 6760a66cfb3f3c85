package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * The owner of {@code from} wants to send to {@code to}: first message of a channel, and again
 * whenever either owner or their connection is new.
 *
 * @param from upstream partition, the sender of records
 * @param to target partition, the receiver of records
 * @param fromEpoch in which the sender owns {@code from}; the receiver refuses an older one than it
 *     has seen
 * @param toEpoch in which the sender believes the receiver to own {@code to}
 */
public record OpenChannel(PartitionId from, PartitionId to, long fromEpoch, long toEpoch)
    implements PeerMessage {}
