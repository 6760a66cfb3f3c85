package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * Answer to {@link Append} and to a complete {@link Install}: the replica holds the log up to this
 * index.
 *
 * @param partition whose log this is about
 * @param epoch of the message that is answered
 * @param index of the last commit held, equal to that of the sender up to there
 */
public record Appended(PartitionId partition, long epoch, long index) implements PeerMessage {}
