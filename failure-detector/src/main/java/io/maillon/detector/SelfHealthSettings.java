package io.maillon.detector;

import io.maillon.detector.internal.Durations;
import io.maillon.detector.internal.Settings;

/**
 * Settings of {@link SelfHealth}.
 *
 * @param tickIntervalNs at which the owner means to tick (default 25 ms)
 * @param slackNs by which a tick may be late and still judge (default 50 ms). Smaller: fewer
 *     mistakes on a loaded machine, more beats without a verdict
 * @param pauseNs lost time from which every wait starts afresh (default 200 ms); keep it well below
 *     the detector's own timeout
 * @param lateTicksMax late ticks in a row after which judging resumes all the same (default 20): a
 *     machine that is always late must still find the dead
 */
public record SelfHealthSettings(
    long tickIntervalNs, long slackNs, long pauseNs, int lateTicksMax) {
  public static final SelfHealthSettings DEFAULTS =
      new SelfHealthSettings(25 * Durations.MS, 50 * Durations.MS, 200 * Durations.MS, 20);

  public SelfHealthSettings {
    Settings.durationInRange("self.tick-interval", tickIntervalNs, Durations.MS, 60 * Durations.S);
    Settings.durationInRange("self.slack", slackNs, 0, 60 * Durations.S);
    Settings.durationInRange("self.pause", pauseNs, slackNs, 600 * Durations.S);
    Settings.inRange("self.late-ticks-max", lateTicksMax, 1, 10_000);
  }
}
