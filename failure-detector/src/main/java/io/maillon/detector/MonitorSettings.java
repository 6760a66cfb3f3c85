package io.maillon.detector;

import io.maillon.detector.evidence.FusionSettings;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What an {@link InstanceMonitor} is made of. With the defaults, heartbeats every 50 ms and a tick
 * every 25 ms, a frozen process is declared dead about 450 ms after its last heartbeat.
 *
 * @param detectors makes the detector of each instance; two windows by default: no more mistakes
 *     than phi accrual on a noisy machine, and faster there (docs/protocol has the numbers)
 * @param fusion how evidence is weighed
 * @param selfHealth how late the monitor's own ticks may be
 */
public record MonitorSettings(
    Supplier<FailureDetector> detectors, FusionSettings fusion, SelfHealthSettings selfHealth) {
  public static final MonitorSettings DEFAULTS = twoWindow(TwoWindowSettings.DEFAULTS);

  public MonitorSettings {
    Objects.requireNonNull(detectors, "detectors");
    Objects.requireNonNull(fusion, "fusion");
    Objects.requireNonNull(selfHealth, "selfHealth");
  }

  public static MonitorSettings phiAccrual(PhiAccrualSettings phi) {
    return new MonitorSettings(
        () -> new PhiAccrualDetector(phi), FusionSettings.DEFAULTS, SelfHealthSettings.DEFAULTS);
  }

  public static MonitorSettings twoWindow(TwoWindowSettings twoWindow) {
    return new MonitorSettings(
        () -> new TwoWindowDetector(twoWindow),
        FusionSettings.DEFAULTS,
        SelfHealthSettings.DEFAULTS);
  }

  public MonitorSettings withFusion(FusionSettings changed) {
    return new MonitorSettings(detectors, changed, selfHealth);
  }

  public MonitorSettings withSelfHealth(SelfHealthSettings changed) {
    return new MonitorSettings(detectors, fusion, changed);
  }
}
