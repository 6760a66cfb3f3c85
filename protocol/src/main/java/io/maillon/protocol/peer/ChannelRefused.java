package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * Answer to {@link OpenChannel} or {@link Deliver}: not here, or not any more. The sender waits for
 * a newer topology, then opens again.
 *
 * @param from upstream partition, the sender of records
 * @param to target partition, the receiver of records
 * @param fromEpoch as asked
 * @param knownFromEpoch newest epoch of {@code from} that the receiver has seen; higher than {@code
 *     fromEpoch} = the sender is fenced
 * @param knownToEpoch newest epoch of {@code to} that the receiver knows of, 0 = none
 */
public record ChannelRefused(
    PartitionId from, PartitionId to, long fromEpoch, long knownFromEpoch, long knownToEpoch)
    implements PeerMessage {}
