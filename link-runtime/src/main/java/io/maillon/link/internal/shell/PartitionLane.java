package io.maillon.link.internal.shell;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The tasks of one partition, one after the other. Owner: the link thread, which hands a task over
 * only when the one before has reported back; so each task sees what the former ones did.
 */
final class PartitionLane {
  private final Executor runner;
  private final Executor linkThread;
  private final Queue<Supplier<Runnable>> waiting = new ArrayDeque<>();
  private boolean busy;

  /**
   * @param runner runs tasks
   * @param linkThread runs what the tasks report
   */
  PartitionLane(Executor runner, Executor linkThread) {
    this.runner = runner;
    this.linkThread = linkThread;
  }

  boolean idle() {
    return !busy;
  }

  /**
   * @param task runs on a function thread and never throws; what it returns runs on the link thread
   */
  void submit(Supplier<Runnable> task) {
    if (busy) {
      waiting.add(task);
    } else {
      busy = true;
      start(task);
    }
  }

  private void start(Supplier<Runnable> task) {
    try {
      runner.execute(
          () -> {
            Runnable report = task.get();
            report(() -> reported(report));
          });
    } catch (RejectedExecutionException e) {
      waiting.clear(); // The runtime is closing: nobody waits for the result.
    }
  }

  private void report(Runnable report) {
    try {
      linkThread.execute(report);
    } catch (RejectedExecutionException ignored) {
      // The runtime has closed: the result takes no effect, as after a crash.
    }
  }

  /** The next task starts first, so that the link thread's work overlaps with it. */
  private void reported(Runnable report) {
    Supplier<Runnable> next = waiting.poll();
    if (next == null) {
      busy = false;
    } else {
      start(next);
    }
    report.run();
  }
}
