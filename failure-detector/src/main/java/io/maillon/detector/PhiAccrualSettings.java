package io.maillon.detector;

import io.maillon.detector.internal.Durations;
import io.maillon.detector.internal.Settings;
import java.time.Duration;

/**
 * Settings of a {@link PhiAccrualDetector}. With the defaults and quiet heartbeats every 50 ms,
 * silence is suspected after 362 ms; with noisy ones later, never later than {@code silenceMaxNs}.
 *
 * @param threshold in phi (default 8). Higher: fewer mistakes, slower detection
 * @param windowSamples intervals remembered (default 200, ten seconds). More: steadier, slower to
 *     adapt, 8 bytes each
 * @param standardDeviationMinNs floor of the deviation (default 20 ms). Lower: faster on a quiet
 *     machine, and a nervous first stall
 * @param acceptablePauseNs silence on top of the mean interval that costs nothing (default 200 ms).
 *     Longer: rides out scheduling stalls and garbage collections, and detects that much later
 * @param firstIntervalNs estimate of the interval before any was seen (default 50 ms)
 * @param silenceMaxNs silence that is suspected whatever was learned (default 450 ms): the bound
 *     T_D^U on the detection time, which a purely adaptive timeout lacks
 */
public record PhiAccrualSettings(
    double threshold,
    int windowSamples,
    long standardDeviationMinNs,
    long acceptablePauseNs,
    long firstIntervalNs,
    long silenceMaxNs) {
  public static final PhiAccrualSettings DEFAULTS =
      new PhiAccrualSettings(
          8.0, 200, 20 * Durations.MS, 200 * Durations.MS, 50 * Durations.MS, 450 * Durations.MS);

  private static final long HOUR_NS = 3_600 * Durations.S;

  public PhiAccrualSettings {
    Settings.inRange("phi.threshold", threshold, 0.1, 100.0);
    Settings.inRange("phi.window-samples", windowSamples, 2, 10_000);
    Settings.durationInRange(
        "phi.standard-deviation-min", standardDeviationMinNs, 1_000, 60 * Durations.S);
    Settings.durationInRange("phi.acceptable-pause", acceptablePauseNs, 0, HOUR_NS);
    Settings.durationInRange("phi.first-interval", firstIntervalNs, Durations.MS, HOUR_NS);
    Settings.durationInRange(
        "phi.silence-max", silenceMaxNs, firstIntervalNs + acceptablePauseNs, 10 * HOUR_NS);
  }

  public PhiAccrualSettings withThreshold(double phi) {
    return new PhiAccrualSettings(
        phi,
        windowSamples,
        standardDeviationMinNs,
        acceptablePauseNs,
        firstIntervalNs,
        silenceMaxNs);
  }

  public PhiAccrualSettings withWindowSamples(int samples) {
    return new PhiAccrualSettings(
        threshold,
        samples,
        standardDeviationMinNs,
        acceptablePauseNs,
        firstIntervalNs,
        silenceMaxNs);
  }

  public PhiAccrualSettings withStandardDeviationMin(Duration floor) {
    return new PhiAccrualSettings(
        threshold,
        windowSamples,
        floor.toNanos(),
        acceptablePauseNs,
        firstIntervalNs,
        silenceMaxNs);
  }

  /** Sets first interval, acceptable pause and longest silence together: each bounds the next. */
  public PhiAccrualSettings withTimes(Duration firstInterval, Duration pause, Duration silenceMax) {
    return new PhiAccrualSettings(
        threshold,
        windowSamples,
        standardDeviationMinNs,
        pause.toNanos(),
        firstInterval.toNanos(),
        silenceMax.toNanos());
  }
}
