package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;

/**
 * Operator: declare an instance dead, whatever it says itself; its work moves.
 *
 * @param requestId as in {@link Apply}
 * @param pipeline name of the pipeline
 * @param instance this life of it; a newer one is left alone
 * @param force also if it has the only copy of a log, which is lost then
 */
public record Evict(RequestId requestId, String pipeline, InstanceId instance, boolean force)
    implements ControlMessage {}
