package io.maillon.link.internal.control;

import java.util.concurrent.TimeUnit;

/**
 * How long to wait before the next life. One that ends soon after it began would begin again at
 * once, for ever: the pause doubles from 200 ms to 3.2 s. Owner: the control thread.
 */
final class RejoinPause {
  private static final long SHORT_LIFE_NS = TimeUnit.SECONDS.toNanos(10);
  private static final long PAUSE_MS = 100;
  private static final int DOUBLINGS_MAX = 5;

  private long beganNs;
  private int shortLives;

  void lifeBegan(long nowNs) {
    beganNs = nowNs;
  }

  /** The present life is over. */
  long nextMs(long nowNs) {
    boolean brief = nowNs - beganNs < SHORT_LIFE_NS;
    shortLives = brief ? Math.min(shortLives + 1, DOUBLINGS_MAX) : 0;
    return shortLives == 0 ? 0 : PAUSE_MS << shortLives;
  }
}
