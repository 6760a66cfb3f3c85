package io.maillon.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maillon.detector.evidence.FusionSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SettingsTest {
  private static final long MS = 1_000_000L;

  @Test
  void refusalsNameKeyValueAndRange() {
    refused("phi.threshold NaN: expected 0.1 to 100.0", () -> phi().withThreshold(Double.NaN));
    refused("phi.window-samples 1: expected 2 to 10000", () -> phi().withWindowSamples(1));
    refused(
        "phi.silence-max 200 ms: expected 300 ms to 36000 s",
        () -> phi().withTimes(ms(50), ms(250), ms(200)));
    refused(
        "phi.standard-deviation-min 0 ms: expected 1000 ns to 60 s",
        () -> phi().withStandardDeviationMin(ms(0)));
    refused(
        "two-window.short-samples 5: expected 1 to 4",
        () -> TwoWindowSettings.DEFAULTS.withWindows(5, 4));
    refused(
        "self.pause 10 ms: expected 50 ms to 600 s",
        () -> new SelfHealthSettings(25 * MS, 50 * MS, 10 * MS, 20));
    refused(
        "fusion.closed-grace -1 ms: expected 0 ms to 3600 s",
        () -> new FusionSettings(-MS, 0, MS, 0, 0, 0));
  }

  private static PhiAccrualSettings phi() {
    return PhiAccrualSettings.DEFAULTS;
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static void refused(String message, Executable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt).getMessage());
  }
}
