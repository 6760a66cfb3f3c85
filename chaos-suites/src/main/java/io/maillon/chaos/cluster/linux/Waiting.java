package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what the kernel does in its own time. Any thread. */
public final class Waiting {
  private static final long PAUSE_NS = 2_000_000;

  private Waiting() {}

  /** Something that is looked at again and again. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException;
  }

  /** Whether the condition held within that time. */
  public static boolean until(Duration limit, Condition condition) throws IOException {
    long startNs = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - startNs > limit.toNanos()) {
        return false;
      }
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting");
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    return true;
  }
}
