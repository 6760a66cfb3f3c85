package io.maillon.link.internal.control;

import java.util.concurrent.TimeUnit;

/**
 * Notices when a timer of one's own ran late: what others owe for that time is no fault of theirs.
 */
final class Punctuality {
  private static final long SLACK_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private final long intervalNs;
  private long lastNs;

  Punctuality(long intervalMs, long nowNs) {
    intervalNs = TimeUnit.MILLISECONDS.toNanos(intervalMs);
    lastNs = nowNs;
  }

  /** To be asked at each turn of the timer: how much time was lost, 0 if it is about in time. */
  long lostNs(long nowNs) {
    long lateNs = nowNs - lastNs - intervalNs;
    lastNs = nowNs;
    return lateNs > intervalNs + SLACK_NS ? lateNs : 0;
  }
}
