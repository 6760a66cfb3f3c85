package io.maillon.detector.internal;

/** Checks of settings; a refusal names the key, the value and the allowed range. */
public final class Settings {
  private Settings() {}

  /** Returns the value if it lies in {@code [min, max]}. */
  public static long inRange(String key, long value, long min, long max) {
    if (value < min || value > max) {
      throw refused(key, Long.toString(value), Long.toString(min), Long.toString(max));
    }
    return value;
  }

  /** As {@link #inRange}, in nanoseconds, shown in the largest unit that fits. */
  public static long durationInRange(String key, long valueNs, long minNs, long maxNs) {
    if (valueNs < minNs || valueNs > maxNs) {
      throw refused(key, Durations.text(valueNs), Durations.text(minNs), Durations.text(maxNs));
    }
    return valueNs;
  }

  /** As {@link #inRange}; NaN is refused. */
  public static double inRange(String key, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      throw refused(key, Double.toString(value), Double.toString(min), Double.toString(max));
    }
    return value;
  }

  private static IllegalArgumentException refused(
      String key, String value, String min, String max) {
    return new IllegalArgumentException(key + " " + value + ": expected " + min + " to " + max);
  }
}
