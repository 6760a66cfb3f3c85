package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;

/**
 * User code threw: the pipeline fails with this message. Nothing of the batch was committed.
 *
 * @param instance who speaks
 * @param partition whose log this is about
 * @param epoch in which the sender owns it
 * @param message names stage, record and cause
 */
public record FunctionFailed(InstanceId instance, PartitionId partition, long epoch, String message)
    implements ControlMessage {}
