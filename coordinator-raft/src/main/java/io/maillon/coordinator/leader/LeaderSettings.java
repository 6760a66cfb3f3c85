package io.maillon.coordinator.leader;

import io.maillon.detector.MonitorSettings;
import io.maillon.recovery.plan.RestartPolicy;

/**
 * How a leader leads.
 *
 * @param launches whether it starts instances that a pipeline lacks
 * @param heartbeatIntervalMs told to instances
 * @param monitor failure detection
 * @param restarts of launched instances
 * @param startGraceNs how long the first claims wait for all wanted instances
 * @param claimStuckNs after which a claim is granted to somebody else
 * @param frozenGraceNs how long a dead life whose process is still there may rejoin before another
 *     is launched in its place, and how long a silent one with the only copy of a log is spared
 * @param launchTimeoutNs for which a launched process may take to register before it is ended
 * @param noProgressNs after which a function that has input and does not move counts as hung
 */
public record LeaderSettings(
    boolean launches,
    int heartbeatIntervalMs,
    MonitorSettings monitor,
    RestartPolicy.Settings restarts,
    long startGraceNs,
    long claimStuckNs,
    long frozenGraceNs,
    long launchTimeoutNs,
    long noProgressNs) {
  private static final long SECOND = 1_000_000_000L;

  /**
   * Beats every 50 ms; 3 s for late starters and stuck claims; 10 s for the frozen; a minute to
   * register, and for a function to move, after which the detector gives it its own time.
   */
  public static LeaderSettings defaults(boolean launches) {
    return new LeaderSettings(
        launches,
        50,
        MonitorSettings.DEFAULTS,
        RestartPolicy.Settings.DEFAULTS,
        3 * SECOND,
        3 * SECOND,
        10 * SECOND,
        60 * SECOND,
        60 * SECOND);
  }
}
