package io.maillon.link.source;

/**
 * Holds a source to a rate. Records that could not be emitted in time are made up for, so that a
 * stall of the pipeline does not hide from a measurement. Owned by the source.
 */
final class Pace {
  private static final long WAIT_MAX_NS = 10_000_000;

  /** What comes due within it goes out together: one commit, not one for each record. */
  private static final long WAIT_MIN_NS = 1_000_000;

  /** 0 = as fast as they are taken. */
  private final double recordsPerNs;

  private final SourceClock clock;
  private final long startNs;
  private long emitted;

  /**
   * @param ratePerSecond of the whole stage, 0 = unlimited
   * @param partitions that share it
   */
  Pace(long ratePerSecond, int partitions, SourceClock clock) {
    recordsPerNs = ratePerSecond / 1e9 / partitions;
    this.clock = clock;
    startNs = clock.nowNs();
  }

  /** Waits a little if none is due yet; gives how many are due, maybe none. */
  long awaitDue() {
    if (recordsPerNs == 0) {
      return Long.MAX_VALUE;
    }
    long due = due();
    if (due == 0) {
      clock.await(Math.min(WAIT_MAX_NS, Math.max(WAIT_MIN_NS, nextNs())));
      due = due();
    }
    return due;
  }

  void emitted() {
    emitted++;
  }

  /** When to ask again; 0 where waiting here is more exact than a timer. */
  long nextMs() {
    return nextNs() <= WAIT_MAX_NS ? 0 : nextNs() / 1_000_000;
  }

  private long due() {
    return (long) ((clock.nowNs() - startNs) * recordsPerNs) - emitted;
  }

  private long nextNs() {
    return (long) Math.ceil((emitted + 1) / recordsPerNs) - (clock.nowNs() - startNs);
  }
}
