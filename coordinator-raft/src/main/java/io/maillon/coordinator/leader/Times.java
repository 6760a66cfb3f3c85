package io.maillon.coordinator.leader;

/** Now, as of the event that is being handled. */
final class Times {
  private long nowNs;
  private long nowMs;

  void set(long ns, long ms) {
    nowNs = ns;
    nowMs = ms;
  }

  long nowNs() {
    return nowNs;
  }

  long nowMs() {
    return nowMs;
  }

  /** Wall-clock time of an earlier moment. */
  long toMs(long earlierNs) {
    return nowMs - (nowNs - earlierNs) / 1_000_000;
  }
}
