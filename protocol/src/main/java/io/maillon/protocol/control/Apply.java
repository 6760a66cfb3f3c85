package io.maillon.protocol.control;

import io.maillon.protocol.pipeline.PipelineSpec;

/**
 * Operator: run this pipeline. Applying the same again changes nothing; applying another under the
 * name of a live one is refused.
 *
 * @param requestId repeats of a request carry the same
 * @param spec to run
 */
public record Apply(RequestId requestId, PipelineSpec spec) implements ControlMessage {}
