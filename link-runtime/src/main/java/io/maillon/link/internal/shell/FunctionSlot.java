package io.maillon.link.internal.shell;

import io.maillon.link.internal.function.PartitionFunction;
import io.maillon.link.internal.function.WorkFailedException;
import io.maillon.protocol.PartitionId;
import io.maillon.recovery.instance.Input;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The function of one partition in one epoch. Its tasks run on function threads, one at a time;
 * what they return runs on the link thread.
 */
final class FunctionSlot {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionSlot.class);

  private final PartitionId partition;
  private final long epoch;
  private final FunctionThreads threads;
  private final FunctionEvents events;

  /** Set by the link thread: work that waits is not worth beginning any more. */
  private volatile boolean revoked;

  /** Function threads only; null = not opened, or failed before. */
  private PartitionFunction function;

  FunctionSlot(PartitionId partition, long epoch, FunctionThreads threads, FunctionEvents events) {
    this.partition = partition;
    this.epoch = epoch;
    this.threads = threads;
    this.events = events;
  }

  long epoch() {
    return epoch;
  }

  void revoke() {
    revoked = true;
  }

  Runnable open(FunctionOpener opener, Restored restored) {
    return guarded(
        () -> {
          if (revoked) {
            return FunctionSlot::nothing;
          }
          function = opener.open(partition, restored);
          return FunctionSlot::nothing;
        });
  }

  Runnable run(Work work) {
    return guarded(
        () -> {
          if (function == null || revoked) {
            return FunctionSlot::nothing;
          }
          long startNs = System.nanoTime();
          WorkResult result = function.run(work);
          WorkCost cost = new WorkCost(inputBytes(work), System.nanoTime() - startNs);
          threads.addBusy(cost.runNs());
          return () -> events.worked(result, cost);
        });
  }

  Runnable conclude() {
    return guarded(
        () -> {
          if (function == null || revoked) {
            return FunctionSlot::nothing;
          }
          function.finished();
          return () -> events.concluded(partition, epoch);
        });
  }

  Runnable close() {
    if (function != null) {
      function.close();
      function = null;
    }
    return FunctionSlot::nothing;
  }

  private Runnable guarded(Task task) {
    try {
      return task.run();
    } catch (WorkFailedException e) {
      LOG.warn("partition {} epoch {}: {}", partition, epoch, e.getMessage(), e.getCause());
      close();
      return () -> events.failed(partition, epoch, e.getMessage());
    } catch (Throwable t) { // top loop of a function thread
      return () -> events.fault(t);
    }
  }

  private static void nothing() {}

  private static long inputBytes(Work work) {
    long bytes = 0;
    for (Input input : work.inputs()) {
      bytes += input.records().length();
    }
    return bytes;
  }

  /** What user code is asked to do. */
  private interface Task {
    Runnable run() throws WorkFailedException;
  }
}
