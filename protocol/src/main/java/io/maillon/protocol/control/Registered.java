package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.pipeline.PipelineSpec;

/**
 * Answer to {@link Register}: who the process is from now on.
 *
 * @param instance who speaks
 * @param spec what is to be run
 * @param heartbeatIntervalMs how often to beat
 */
public record Registered(InstanceId instance, PipelineSpec spec, int heartbeatIntervalMs)
    implements ControlMessage {}
