package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * Flow control of {@link Install}: the chunk arrived, more may follow.
 *
 * @param partition whose log this is about
 * @param epoch as sent
 * @param number of the chunk taken
 */
public record InstallTaken(PartitionId partition, long epoch, int number) implements PeerMessage {}
