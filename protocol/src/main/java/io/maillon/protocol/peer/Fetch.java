package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * A candidate without the log asks a fenced replica for one chunk of its image.
 *
 * @param partition whose log this is about
 * @param epoch granted to the candidate
 * @param number of the chunk; 0 starts a new image
 */
public record Fetch(PartitionId partition, long epoch, int number) implements PeerMessage {}
