package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * A candidate asks for the promise to refuse lower epochs.
 *
 * @param partition whose log this is about
 * @param epoch granted to the candidate
 */
public record Fence(PartitionId partition, long epoch) implements PeerMessage {}
