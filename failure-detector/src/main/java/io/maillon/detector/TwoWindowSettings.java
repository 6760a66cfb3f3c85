package io.maillon.detector;

import io.maillon.detector.internal.Durations;
import io.maillon.detector.internal.Settings;
import java.time.Duration;

/**
 * Settings of a {@link TwoWindowDetector}.
 *
 * @param intervalNs at which the peer sends (default 50 ms); must be the sender's own setting
 * @param shortWindowSamples arrivals in the short window (default 1, as in the paper). Fewer:
 *     follows a sudden slowdown at once
 * @param longWindowSamples arrivals in the long window (default 1000). More: remembers bad times
 *     for longer, 8 bytes each
 * @param safetyMarginNs added to the expected arrival (default 300 ms). Longer: fewer mistakes, and
 *     detection later by the same amount
 * @param silenceMaxNs silence that is suspected whatever was learned (default 450 ms)
 */
public record TwoWindowSettings(
    long intervalNs,
    int shortWindowSamples,
    int longWindowSamples,
    long safetyMarginNs,
    long silenceMaxNs) {
  public static final TwoWindowSettings DEFAULTS =
      new TwoWindowSettings(50 * Durations.MS, 1, 1_000, 300 * Durations.MS, 450 * Durations.MS);

  private static final long HOUR_NS = 3_600 * Durations.S;

  public TwoWindowSettings {
    Settings.durationInRange("two-window.interval", intervalNs, Durations.MS, HOUR_NS);
    Settings.inRange("two-window.long-samples", longWindowSamples, 1, 10_000);
    Settings.inRange("two-window.short-samples", shortWindowSamples, 1, longWindowSamples);
    Settings.durationInRange("two-window.safety-margin", safetyMarginNs, 1_000, HOUR_NS);
    Settings.durationInRange(
        "two-window.silence-max", silenceMaxNs, intervalNs + safetyMarginNs, 10 * HOUR_NS);
  }

  /** Sets the window sizes, the short one no larger than the long one. */
  public TwoWindowSettings withWindows(int shortSamples, int longSamples) {
    return new TwoWindowSettings(
        intervalNs, shortSamples, longSamples, safetyMarginNs, silenceMaxNs);
  }

  /** Sets interval, safety margin and longest silence together: each bounds the next. */
  public TwoWindowSettings withTimes(Duration interval, Duration margin, Duration silenceMax) {
    return new TwoWindowSettings(
        interval.toNanos(),
        shortWindowSamples,
        longWindowSamples,
        margin.toNanos(),
        silenceMax.toNanos());
  }
}
