package io.maillon.protocol.pipeline;

/**
 * A link between two stages.
 *
 * @param from name of the upstream stage
 * @param to name of the target stage
 * @param edge how records find their partition
 */
public record LinkSpec(String from, String to, Edge edge) {}
