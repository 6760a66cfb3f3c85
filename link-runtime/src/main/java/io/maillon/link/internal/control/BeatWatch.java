package io.maillon.link.internal.control;

import java.util.concurrent.TimeUnit;

/**
 * Judges a leader by its answers to heartbeats, and nobody when its own timer ran late: after a
 * pause of this process the answers may well wait in the socket.
 */
final class BeatWatch {
  private static final long SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(ControlClient.SILENCE_MS);
  private static final long SLACK_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private long lastReplyNs;
  private long lastBeatNs;

  void start(long nowNs) {
    lastReplyNs = nowNs;
    lastBeatNs = nowNs;
  }

  void replied(long nowNs) {
    lastReplyNs = nowNs;
  }

  /** To be asked at each beat: whether the leader owes an answer for too long. */
  boolean silent(long nowNs, long intervalMs) {
    boolean late = nowNs - lastBeatNs > 2 * TimeUnit.MILLISECONDS.toNanos(intervalMs) + SLACK_NS;
    lastBeatNs = nowNs;
    if (late) {
      lastReplyNs = nowNs;
    }
    return nowNs - lastReplyNs > SILENCE_NS;
  }
}
