package io.maillon.chaos.report;

import io.maillon.chaos.checker.pipeline.PipelineEvent;

/**
 * One fault from its begin to its end.
 *
 * @param toMs when it ended; its begin when it has no end
 */
record FaultSpan(PipelineEvent.Fault begin, long toMs) {
  long fromMs() {
    return begin.atMs();
  }

  boolean fired() {
    return !begin.evidence().isBlank();
  }
}
