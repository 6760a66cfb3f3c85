package io.maillon.chaos.cluster.processes;

/**
 * What becomes of bytes on their way from one node to another, over all of their connections.
 * Owner: the event loop of the proxies.
 */
final class Direction {
  private int cuts;
  private long delayNs;
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
    return delayNs > 0 || bytesPerSecond > 0;
  }

  /** When bytes that come now have arrived. */
  long arrivalNs(long bytes, long nowNs) {
    if (bytesPerSecond == 0) {
      return nowNs + delayNs;
    }
    freeNs = Math.max(freeNs, nowNs) + bytes * 1_000_000_000L / bytesPerSecond;
    return freeNs + delayNs;
  }
}
