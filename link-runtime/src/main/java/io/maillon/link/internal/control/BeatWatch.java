package io.maillon.link.internal.control;

import java.util.concurrent.TimeUnit;

/**
 * Judges a leader by its answers to heartbeats, and nobody when its own timer ran late: after a
 * pause of this process the answers may well wait in the socket. Owner: the control thread.
 */
final class BeatWatch {
  private static final long SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(ControlClient.SILENCE_MS);

  private final Punctuality own;
  private long lastReplyNs;

  BeatWatch(long intervalMs, long nowNs) {
    own = new Punctuality(intervalMs, nowNs);
    lastReplyNs = nowNs;
  }

  void replied(long nowNs) {
    lastReplyNs = nowNs;
  }

  /** To be asked at each beat: whether the leader owes an answer for too long. */
  boolean silent(long nowNs) {
    lastReplyNs += own.lostNs(nowNs);
    return nowNs - lastReplyNs > SILENCE_NS;
  }
}
