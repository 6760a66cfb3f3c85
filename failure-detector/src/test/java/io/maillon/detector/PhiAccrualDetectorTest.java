package io.maillon.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhiAccrualDetectorTest {
  private static final long MS = 1_000_000L;

  /** The detector of the paper: no pause, and a silence bound too far away to matter. */
  private static final PhiAccrualSettings PLAIN =
      PhiAccrualSettings.DEFAULTS
          .withStandardDeviationMin(Duration.ofMillis(10))
          .withTimes(Duration.ofMillis(100), Duration.ZERO, Duration.ofHours(1));

  private PhiAccrualDetector detector = new PhiAccrualDetector(PLAIN);
  private long nowNs = Long.MAX_VALUE - 5_000 * MS; // The clock wraps in the middle of the test.

  private void beats(int count, long intervalMs) {
    for (int i = 0; i < count; i++) {
      nowNs += intervalMs * MS;
      detector.heartbeat(nowNs);
    }
  }

  private double phiAfter(double silenceMs) {
    return detector.suspicion(nowNs + (long) (silenceMs * MS));
  }

  @Test
  void isMinusTheLogarithmOfTheProbabilityThatABeatComesLater() {
    beats(1_000, 100);
    assertEquals(0.30103, phiAfter(100), 1e-4);
    assertEquals(1, phiAfter(100 + 12.815515), 1e-4);
    assertEquals(2, phiAfter(100 + 23.263479), 1e-4);
    assertEquals(8, phiAfter(100 + 56.120012), 1e-4);
  }

  @Test
  void adaptsToTheDeviationThatItSees() {
    for (int i = 0; i < 500; i++) {
      beats(1, 70);
      beats(1, 130);
    }
    assertEquals(2, phiAfter(100 + 30 * 2.3263479), 1e-3);
  }

  @Test
  void suspectsNobodyBeforeTheFirstBeat() {
    assertFalse(detector.suspected(nowNs));
    assertFalse(detector.suspected(nowNs + 1_000_000 * MS));
  }

  @Test
  void isPatientWithAPeerOfOneBeat() {
    beats(1, 100);
    assertEquals(2, phiAfter(100 + 100 * 2.3263479), 1e-3);
  }

  @Test
  void acceptablePauseCostsNothing() {
    detector = new PhiAccrualDetector(PhiAccrualSettings.DEFAULTS);
    beats(1_000, 50);
    assertEquals(0.30103, phiAfter(250), 1e-4);
    assertFalse(detector.suspected(nowNs + 362 * MS));
    assertTrue(detector.suspected(nowNs + 363 * MS));
  }

  @Test
  void longestSilenceIsSuspectedWhateverTheWindowSays() {
    detector = new PhiAccrualDetector(PhiAccrualSettings.DEFAULTS);
    for (int i = 0; i < 500; i++) {
      beats(1, 1);
      beats(1, 250);
    }
    assertTrue(phiAfter(449) < 8, "so noisy that phi alone would wait: " + phiAfter(449));
    assertFalse(detector.suspected(nowNs + 449 * MS));
    assertTrue(detector.suspected(nowNs + 450 * MS));
  }

  @Test
  void onePauseDoesNotBlindIt() {
    beats(1_000, 100);
    beats(1, 60_000);
    assertEquals(8, phiAfter(100 + 56.120012), 1e-4);
  }

  @Test
  void resetWaitsAfreshAndKeepsWhatItLearned() {
    beats(1_000, 100);
    nowNs += 10_000 * MS;
    detector.reset(nowNs);
    assertEquals(8, phiAfter(100 + 56.120012), 1e-4);
    beats(1, 3); // The part of an interval after a reset is no sample.
    assertEquals(8, phiAfter(100 + 56.120012), 1e-4);
  }

  @Test
  void ignoresABeatOlderThanTheNewest() {
    beats(1_000, 100);
    detector.heartbeat(nowNs - 50 * MS);
    assertEquals(1, phiAfter(100 + 12.815515), 1e-4);
  }

  @Test
  void staysFiniteOverTheLongestSilence() {
    beats(3, 100);
    double phi = detector.suspicion(nowNs + Long.MAX_VALUE);
    assertTrue(Double.isFinite(phi) && phi > 1e6, "phi " + phi);
  }

  @Test
  void windowStaysBoundedAndForgets() {
    beats(1_000, 100);
    beats(PLAIN.windowSamples(), 80);
    assertEquals(1, phiAfter(80 + 12.815515), 1e-4);
  }
}
