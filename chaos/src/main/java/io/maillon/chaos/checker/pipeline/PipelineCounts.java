package io.maillon.chaos.checker.pipeline;

/**
 * How much of what a history holds.
 *
 * @param sent records, each counted once
 * @param keys that effects and states name
 */
public record PipelineCounts(
    long events, long sent, long effects, long keys, long faults, long recoveries) {}
