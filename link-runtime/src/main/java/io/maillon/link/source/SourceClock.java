package io.maillon.link.source;

import java.util.concurrent.locks.LockSupport;

/**
 * Time for the pace of a source. A source that looks at this clock and waits by it can be run in
 * simulated time, where waiting costs nothing.
 */
public interface SourceClock {
  /** {@link System#nanoTime()}, and real waiting. */
  SourceClock SYSTEM =
      new SourceClock() {
        @Override
        public long nowNs() {
          return System.nanoTime();
        }

        @Override
        public void await(long waitNs) {
          LockSupport.parkNanos(waitNs);
        }
      };

  /** Monotonic, nanoseconds; only differences mean something. */
  long nowNs();

  /**
   * Waits so long, or a little less or more.
   *
   * @param waitNs some 10 ms at the longest: meanwhile the partition does nothing else
   */
  void await(long waitNs);
}
