package io.maillon.link.internal.control;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * When to warn that no leader is found: after {@value #WARN_AFTER_S} s, longer than any election,
 * and each time that took twice as long as the last. Owner: the control thread.
 */
final class LongSearch {
  static final long WARN_AFTER_S = 30;

  private long sinceNs;
  private long warnAfterS = WARN_AFTER_S;

  void begin(long nowNs) {
    sinceNs = nowNs;
    warnAfterS = WARN_AFTER_S;
  }

  /** For how many seconds it has lasted, when it is time to say so. */
  OptionalLong warning(long nowNs) {
    long soughtS = TimeUnit.NANOSECONDS.toSeconds(nowNs - sinceNs);
    if (soughtS < warnAfterS) {
      return OptionalLong.empty();
    }
    warnAfterS *= 2;
    return OptionalLong.of(soughtS);
  }
}
