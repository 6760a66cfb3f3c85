package io.maillon.chaos.cluster.processes;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What becomes of bytes on their way from one node to another, over all of their connections.
 * Owner: the event loop of the proxies.
 */
final class Direction {
  private int cuts;
  private long delayNs;
  private long jitterNs;
  private long bytesPerSecond;
  private long freeNs;
  private long heldBytes;

  boolean isCut() {
    return cuts > 0;
  }

  void cut() {
    cuts++;
    heldBytes = 0;
  }

  /** Something has to wait for the end of a cut. */
  void hold(long bytes) {
    heldBytes += bytes;
  }

  /** What the last cut held back. */
  long heldBytes() {
    return heldBytes;
  }

  void join() {
    cuts--;
  }

  /** Adds to the delay, or takes away again what was added. */
  void delay(long addedNs) {
    delayNs += addedNs;
  }

  /** Adds to how much later bytes may come at random, or takes away again what was added. */
  void jitter(long addedNs) {
    jitterNs += addedNs;
  }

  /**
   * Limits the rate.
   *
   * @param bytes a second; 0 = no limit
   */
  void limit(long bytes) {
    freeNs = 0;
    bytesPerSecond = bytes;
  }

  /** Whether anything takes its time; what came while it did need not wait once it does not. */
  boolean isSlow() {
    return delayNs > 0 || jitterNs > 0 || bytesPerSecond > 0;
  }

  /** When bytes that come now have arrived; those of one connection still keep their order. */
  long arrivalNs(long bytes, long nowNs) {
    long lateNs = delayNs;
    if (jitterNs > 0) {
      lateNs += ThreadLocalRandom.current().nextLong(jitterNs);
    }
    if (bytesPerSecond == 0) {
      return nowNs + lateNs;
    }
    freeNs = Math.max(freeNs, nowNs) + bytes * 1_000_000_000L / bytesPerSecond;
    return freeNs + lateNs;
  }
}
