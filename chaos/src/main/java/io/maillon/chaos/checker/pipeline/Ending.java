package io.maillon.chaos.checker.pipeline;

/** How a run ended, and in which line. */
record Ending(int line, PipelineEvent.End event) {}
