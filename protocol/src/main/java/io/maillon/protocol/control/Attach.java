package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;

/**
 * An instance that already has its id speaks to a new leader or over a new connection. Answered by
 * a full {@link Topology}, or {@link Dismissed}.
 *
 * @param pipeline name of the pipeline
 * @param instance who speaks
 * @param session as registered
 */
public record Attach(String pipeline, InstanceId instance, long session)
    implements ControlMessage {}
