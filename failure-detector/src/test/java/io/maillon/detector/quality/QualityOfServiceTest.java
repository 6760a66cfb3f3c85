package io.maillon.detector.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.detector.FailureDetector;
import io.maillon.detector.PhiAccrualDetector;
import io.maillon.detector.PhiAccrualSettings;
import io.maillon.detector.TwoWindowDetector;
import io.maillon.detector.TwoWindowSettings;
import io.maillon.detector.quality.HeartbeatTrace.Beat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class QualityOfServiceTest {
  private static final long MS = 1_000_000L;

  /** Suspects after a fixed silence: the yardstick whose measures are known in advance. */
  private static final class Timeout implements FailureDetector {
    private final long timeoutNs;
    private long lastNs;

    Timeout(long timeoutMs) {
      this.timeoutNs = timeoutMs * MS;
    }

    @Override
    public void heartbeat(long arrivalNs) {
      lastNs = arrivalNs;
    }

    @Override
    public double suspicion(long nowNs) {
      return (double) (nowNs - lastNs) / timeoutNs;
    }

    @Override
    public boolean suspected(long nowNs) {
      return nowNs - lastNs >= timeoutNs;
    }

    @Override
    public void reset(long nowNs) {
      lastNs = nowNs;
    }
  }

  private static HeartbeatTrace trace(OptionalLong crashMs, long endMs, long... arrivalsMs) {
    List<Beat> beats = new ArrayList<>();
    for (long ms : arrivalsMs) {
      beats.add(new Beat(ms * MS, ms * MS));
    }
    OptionalLong crashNs =
        crashMs.isPresent() ? OptionalLong.of(crashMs.getAsLong() * MS) : OptionalLong.empty();
    return new HeartbeatTrace(beats, crashNs, endMs * MS);
  }

  private static HeartbeatTrace drawn(
      long seed, int beats, ToDoubleFunction<Random> delayMs, boolean crashes) {
    Random random = new Random(seed);
    List<Beat> drawn = new ArrayList<>();
    long arrivalNs = 0;
    for (int i = 0; i < beats; i++) {
      long sentNs = i * 50L * MS;
      // One ordered connection: nothing overtakes.
      arrivalNs =
          Math.max(arrivalNs, sentNs + (long) (Math.max(0, delayMs.applyAsDouble(random)) * MS));
      drawn.add(new Beat(sentNs, arrivalNs));
    }
    long endNs = beats * 50L * MS;
    return crashes
        ? new HeartbeatTrace(drawn, OptionalLong.of(endNs), endNs + 2_000 * MS)
        : new HeartbeatTrace(drawn, OptionalLong.empty(), endNs);
  }

  private static double normalMs(Random random) {
    return 10 + 3 * random.nextGaussian();
  }

  /** Pareto with shape 1.5: its variance is infinite. Cut at 150 ms, the worst stall. */
  private static double heavyTailedMs(Random random) {
    return Math.min(150, 2 * Math.pow(1 - random.nextDouble(), -1 / 1.5));
  }

  /** "how fast the failure detector detects actual failures" (Chen, Toueg, Aguilera, 2002) */
  @Test
  void detectionTimeRunsFromTheCrashToThePermanentSuspicion() {
    HeartbeatTrace crash = trace(OptionalLong.of(130), 400, 0, 50, 100);
    QualityOfService quality = QualityOfService.measure(new Timeout(80), crash, MS);
    assertEquals(OptionalLong.of(50 * MS), quality.detectionNs());
    assertEquals(0, quality.mistakes());
  }

  @Test
  void suspicionThatBeganBeforeTheCrashDetectsInNoTime() {
    HeartbeatTrace crash = trace(OptionalLong.of(200), 400, 0, 50, 100);
    QualityOfService quality = QualityOfService.measure(new Timeout(80), crash, MS);
    assertEquals(OptionalLong.of(0), quality.detectionNs());
    assertEquals(1, quality.mistakes());
  }

  @Test
  void suspicionEndedByABeatInFlightWasNotPermanent() {
    HeartbeatTrace crash =
        new HeartbeatTrace(
            List.of(new Beat(0, 0), new Beat(90 * MS, 150 * MS)),
            OptionalLong.of(95 * MS),
            400 * MS);
    QualityOfService quality = QualityOfService.measure(new Timeout(80), crash, MS);
    assertEquals(OptionalLong.of(135 * MS), quality.detectionNs());
  }

  @Test
  void undetectedCrashHasNoDetectionTime() {
    HeartbeatTrace crash = trace(OptionalLong.of(100), 150, 0, 50, 100);
    QualityOfService quality = QualityOfService.measure(new Timeout(80), crash, MS);
    assertEquals(OptionalLong.empty(), quality.detectionNs());
  }

  /** "how well it avoids false detections" (Chen, Toueg, Aguilera, 2002) */
  @Test
  void countsMistakesTheirDurationAndTheAccuracyOfQueries() {
    HeartbeatTrace alive =
        trace(OptionalLong.empty(), 1_000, 0, 100, 300, 400, 600, 680, 760, 840, 920);
    QualityOfService quality = QualityOfService.measure(new Timeout(101), alive, MS);
    assertEquals(2, quality.mistakes());
    assertEquals(2, quality.mistakesPerSecond(), 1e-9);
    assertEquals(99 * MS, quality.meanMistakeNs(), 1);
    assertEquals(1 - 0.198, quality.queryAccuracy(), 1e-9);
  }

  @Test
  void bothDetectorsAreFaultlessUnderNormalAndHeavyTailedDelay() {
    for (FailureDetector detector : List.of(phi(), twoWindow())) {
      assertFaultless(detector, drawn(7, 20_000, QualityOfServiceTest::normalMs, true));
    }
    for (FailureDetector detector : List.of(phi(), twoWindow())) {
      assertFaultless(detector, drawn(8, 20_000, QualityOfServiceTest::heavyTailedMs, true));
    }
  }

  private static void assertFaultless(FailureDetector detector, HeartbeatTrace trace) {
    QualityOfService quality = QualityOfService.measure(detector, trace, 5 * MS);
    assertEquals(0, quality.mistakes(), detector + ": " + quality);
    assertEquals(1, quality.queryAccuracy());
    long detectionMs = quality.detectionNs().getAsLong() / MS;
    assertTrue(detectionMs <= 500, detector + ": " + quality);
  }

  @Test
  void higherThresholdTradesMistakesForDetectionTime() {
    PhiAccrualSettings hasty =
        PhiAccrualSettings.DEFAULTS.withTimes(
            Duration.ofMillis(50), Duration.ZERO, Duration.ofMillis(500));
    HeartbeatTrace trace = drawn(9, 20_000, QualityOfServiceTest::heavyTailedMs, true);
    QualityOfService low = measure(hasty.withThreshold(1), trace);
    QualityOfService high = measure(hasty.withThreshold(4), trace);
    assertTrue(low.mistakes() > high.mistakes(), low + " / " + high);
    assertTrue(low.detectionNs().getAsLong() < high.detectionNs().getAsLong());
    assertTrue(low.queryAccuracy() < high.queryAccuracy());
  }

  @Test
  void oneTraceGivesOneResult() {
    HeartbeatTrace trace = drawn(10, 2_000, QualityOfServiceTest::heavyTailedMs, false);
    assertEquals(
        measure(PhiAccrualSettings.DEFAULTS.withThreshold(0.5), trace),
        measure(PhiAccrualSettings.DEFAULTS.withThreshold(0.5), trace));
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    HeartbeatTrace trace = trace(OptionalLong.empty(), 100, 0);
    assertThrows(IllegalArgumentException.class, () -> QualityOfService.measure(phi(), trace, 0));
    assertThrows(IllegalArgumentException.class, () -> new Beat(5, 4));
    assertThrows(IllegalArgumentException.class, () -> trace(OptionalLong.empty(), 100));
    assertThrows(IllegalArgumentException.class, () -> trace(OptionalLong.empty(), 0, 0));
    assertThrows(IllegalArgumentException.class, () -> trace(OptionalLong.of(40), 100, 0, 50));
  }

  private static QualityOfService measure(PhiAccrualSettings settings, HeartbeatTrace trace) {
    return QualityOfService.measure(new PhiAccrualDetector(settings), trace, 5 * MS);
  }

  private static FailureDetector phi() {
    return new PhiAccrualDetector(PhiAccrualSettings.DEFAULTS);
  }

  private static FailureDetector twoWindow() {
    return new TwoWindowDetector(TwoWindowSettings.DEFAULTS);
  }
}
