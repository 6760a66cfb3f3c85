package io.maillon.protocol.control;

/**
 * Operator: end the pipeline and its instances; what was committed stays readable.
 *
 * @param requestId as in {@link Apply}
 * @param pipeline name of the pipeline
 */
public record Stop(RequestId requestId, String pipeline) implements ControlMessage {}
