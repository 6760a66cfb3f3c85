package io.maillon.detector.evidence;

import io.maillon.detector.internal.Durations;
import io.maillon.detector.internal.Settings;

/**
 * How long each kind of evidence may stay undecided.
 *
 * @param closedGraceNs after which a closed connection alone declares death, when no other instance
 *     could testify (default 50 ms). Shorter: faster; longer: survives a reset connection
 * @param testimonyWaitNs for which late heartbeats stay a suspicion, so that peers can be asked
 *     (default 100 ms)
 * @param testimonyFreshNs for which a peer's REACHABLE speaks for an instance (default 300 ms).
 *     Peers repeat it at least this often; longer delays the detection of a frozen process
 * @param spokenForMaxNs after which an instance that peers hear but we do not is declared dead all
 *     the same (default 10 s): who never hears an instance cannot steer it
 * @param noProgressMaxNs after which one that beats but stands still is declared dead (default 10
 *     s)
 * @param firstContactMaxNs for which a registered instance may stay unheard before it counts as
 *     late (default 5 s): after a change of leader everybody must first find the new one
 */
public record FusionSettings(
    long closedGraceNs,
    long testimonyWaitNs,
    long testimonyFreshNs,
    long spokenForMaxNs,
    long noProgressMaxNs,
    long firstContactMaxNs) {
  public static final FusionSettings DEFAULTS =
      new FusionSettings(
          50 * Durations.MS,
          100 * Durations.MS,
          300 * Durations.MS,
          10 * Durations.S,
          10 * Durations.S,
          5 * Durations.S);

  private static final long HOUR_NS = 3_600 * Durations.S;

  public FusionSettings {
    Settings.durationInRange("fusion.closed-grace", closedGraceNs, 0, HOUR_NS);
    Settings.durationInRange("fusion.testimony-wait", testimonyWaitNs, 0, HOUR_NS);
    Settings.durationInRange("fusion.testimony-fresh", testimonyFreshNs, Durations.MS, HOUR_NS);
    Settings.durationInRange(
        "fusion.spoken-for-max", spokenForMaxNs, testimonyWaitNs, 24 * HOUR_NS);
    Settings.durationInRange("fusion.no-progress-max", noProgressMaxNs, 0, 24 * HOUR_NS);
    Settings.durationInRange("fusion.first-contact-max", firstContactMaxNs, 0, HOUR_NS);
  }
}
