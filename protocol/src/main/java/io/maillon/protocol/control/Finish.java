package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;

/**
 * A partition ended its stream, its log is committed and all its outputs are acknowledged.
 *
 * @param instance who speaks
 * @param partition whose log this is about
 * @param epoch in which the sender owns it
 */
public record Finish(InstanceId instance, PartitionId partition, long epoch)
    implements ControlMessage {}
