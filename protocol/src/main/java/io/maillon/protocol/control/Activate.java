package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;

/**
 * A candidate has installed its log on every member that it proposes. Answered by a {@link
 * Topology} that shows the claim active, or one that shows a newer claim.
 *
 * @param instance who speaks
 * @param partition whose log this is about
 * @param epoch of the claim
 * @param lastIndex of the log that was installed, for the record
 */
public record Activate(InstanceId instance, PartitionId partition, long epoch, long lastIndex)
    implements ControlMessage {}
