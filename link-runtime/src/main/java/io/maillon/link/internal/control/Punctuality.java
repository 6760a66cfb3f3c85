package io.maillon.link.internal.control;

import java.util.concurrent.TimeUnit;

/** Notices when a timer of one's own ran late: what others owe since then is no fault of theirs. */
final class Punctuality {
  private static final long SLACK_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private final long lateNs;
  private long lastNs;

  Punctuality(long intervalMs, long nowNs) {
    lateNs = 2 * TimeUnit.MILLISECONDS.toNanos(intervalMs) + SLACK_NS;
    lastNs = nowNs;
  }

  /** To be asked at each turn of the timer. */
  boolean late(long nowNs) {
    boolean late = nowNs - lastNs > lateNs;
    lastNs = nowNs;
    return late;
  }
}
