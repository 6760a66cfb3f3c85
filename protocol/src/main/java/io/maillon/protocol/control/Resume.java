package io.maillon.protocol.control;

/**
 * Operator: accept the loss named by a pipeline in state DATA_LOSS and go on.
 *
 * @param requestId as in {@link Apply}
 * @param pipeline name of the pipeline
 */
public record Resume(RequestId requestId, String pipeline) implements ControlMessage {}
