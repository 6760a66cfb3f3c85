package io.maillon.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TwoWindowDetectorTest {
  private static final long MS = 1_000_000L;
  private static final TwoWindowSettings PAPER =
      TwoWindowSettings.DEFAULTS.withTimes(
          Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofHours(1));

  private TwoWindowDetector detector = new TwoWindowDetector(PAPER);
  private long nowNs = Long.MAX_VALUE - 5_000 * MS; // The clock wraps in the middle of the test.

  private void beats(int count, long intervalMs) {
    for (int i = 0; i < count; i++) {
      nowNs += intervalMs * MS;
      detector.heartbeat(nowNs);
    }
  }

  private double suspicionAfter(long silenceMs) {
    return detector.suspicion(nowNs + silenceMs * MS);
  }

  @Test
  void regularBeatsAreExpectedOneIntervalLaterAndSuspectedOneMarginAfterThat() {
    beats(2_000, 100);
    assertEquals(0, suspicionAfter(100));
    assertEquals(0.5, suspicionAfter(125), 1e-9);
    assertFalse(detector.suspected(nowNs + 150 * MS - 1));
    assertTrue(detector.suspected(nowNs + 150 * MS));
  }

  /** "an algorithm able to react to sudden changes in network conditions" (Tomsic et al., 2015) */
  @Test
  void shortWindowFollowsASuddenDelayAtOnce() {
    beats(2_000, 100);
    beats(1, 140);
    assertTrue(suspicionAfter(149) < 1, "expects the next one interval after the late one");
    assertEquals(1, suspicionAfter(150), 1e-9);
  }

  @Test
  void longWindowRemembersThatBeatsUseToComeLater() {
    detector = new TwoWindowDetector(PAPER.withWindows(1, 4));
    beats(8, 100);
    beats(1, 60); // 40 ms early: three of four in the window were on a schedule 40 ms later.
    assertEquals(0, suspicionAfter(130));
    assertEquals(1, suspicionAfter(180), 1e-9);
  }

  @Test
  void longestSilenceIsSuspectedEvenOfAPeerThatBeatsTooFast() {
    detector =
        new TwoWindowDetector(
            PAPER.withTimes(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(400)));
    beats(1_000, 10);
    assertFalse(detector.suspected(nowNs + 399 * MS));
    assertTrue(detector.suspected(nowNs + 400 * MS));
  }

  @Test
  void suspectsNobodyBeforeTheFirstBeat() {
    assertFalse(detector.suspected(nowNs + 1_000_000 * MS));
  }

  @Test
  void resetWaitsAfreshAndKeepsWhatItLearned() {
    detector = new TwoWindowDetector(PAPER.withWindows(1, 4));
    beats(8, 100);
    nowNs += 10_000 * MS;
    detector.reset(nowNs);
    assertEquals(0, suspicionAfter(100));
    assertEquals(1, suspicionAfter(150), 1e-9);
    beats(1, 60);
    assertEquals(1, suspicionAfter(180), 1e-9);
  }

  @Test
  void ignoresABeatOlderThanTheNewest() {
    beats(10, 100);
    detector.heartbeat(nowNs - 50 * MS);
    assertEquals(1, suspicionAfter(150), 1e-9);
  }

  @Test
  void staysFiniteOverTheLongestSilence() {
    beats(3, 100);
    assertTrue(Double.isFinite(detector.suspicion(nowNs + Long.MAX_VALUE)));
  }
}
