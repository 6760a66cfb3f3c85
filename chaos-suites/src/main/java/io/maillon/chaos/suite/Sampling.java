package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Writes down every second how the sinks get on, and tells people every ten. Owned by the suite's
 * thread; times are wall-clock ones, in milliseconds.
 */
final class Sampling {
  private static final long SAMPLE_MS = 1_000;
  private static final long PROGRESS_MS = 10_000;

  private final Subject subject;
  private final RunHistory history;
  private final Consumer<String> progress;
  private long records;
  private long lastProgressMs;
  private long nextSampleMs;
  private long nextProgressMs;

  Sampling(Subject subject, RunHistory history, Consumer<String> progress) {
    this.subject = subject;
    this.history = history;
    this.progress = progress;
  }

  /**
   * Takes a sample when one is due.
   *
   * @param faults so far, for people
   * @param recoveries so far
   */
  void step(long nowMs, long faults, long recoveries) throws IOException {
    if (nowMs < nextSampleMs) {
      return;
    }
    nextSampleMs = nowMs + SAMPLE_MS;
    sample(nowMs);
    if (nowMs >= nextProgressMs) {
      nextProgressMs = nowMs + PROGRESS_MS;
      progress.accept(
          records + " records at the sinks, " + faults + " faults, " + recoveries + " recoveries");
    }
  }

  /** Takes one that is not due, such as the last. */
  void sample(long nowMs) throws IOException {
    PipelineEvent.Sample sample = subject.sample(nowMs);
    history.append(sample);
    if (sample.records() > records) {
      records = sample.records();
      lastProgressMs = nowMs;
    }
  }

  /** When a source that ends by itself was last known to give records; 0 = it does not. */
  long inputEndedMs() {
    return subject.endsByItself() ? lastProgressMs : 0;
  }
}
