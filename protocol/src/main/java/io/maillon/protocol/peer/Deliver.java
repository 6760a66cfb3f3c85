package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.OutputBatch;

/**
 * A batch of committed outputs for its target.
 *
 * @param from upstream partition, the sender of records
 * @param fromEpoch in which the sender owns {@code from}
 * @param batch what is delivered
 */
public record Deliver(PartitionId from, long fromEpoch, OutputBatch batch) implements PeerMessage {}
