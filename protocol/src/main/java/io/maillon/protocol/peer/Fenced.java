package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * Promise given, as durably as the log is kept; and how far the log goes.
 *
 * @param partition whose log this is about
 * @param epoch promised: nothing lower is served any more
 * @param lastEpoch epoch of the last commit held
 * @param lastIndex index of the last commit held
 */
public record Fenced(PartitionId partition, long epoch, long lastEpoch, long lastIndex)
    implements PeerMessage {}
