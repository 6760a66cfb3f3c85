package io.maillon.chaos.suite;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The first thing that keeps a run from going on: what ended a thread that should not have ended,
 * or the wish of a user. Thread-safe.
 */
final class Failures {
  private final AtomicReference<SuiteFailure> first = new AtomicReference<>();

  /** Work for a thread: what it throws is kept, and ends the run. */
  Runnable guard(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | Error e) { // Top loop: a thread must not end in silence.
        note("thread " + Thread.currentThread().getName() + " ended: " + e, e);
      }
    };
  }

  /** Ends the run for this reason, unless there is one already. */
  void note(String reason, Throwable cause) {
    first.compareAndSet(null, new SuiteFailure(reason, cause));
  }

  /**
   * @throws SuiteFailure when the run can't go on
   */
  void check() {
    SuiteFailure failure = first.get();
    if (failure != null) {
      throw failure;
    }
  }
}
