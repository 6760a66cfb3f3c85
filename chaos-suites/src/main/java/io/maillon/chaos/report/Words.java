package io.maillon.chaos.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Words {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Words() {}

  static String date(long atMs) {
    return DATE.format(Instant.ofEpochMilli(atMs));
  }

  /** {@code 12,345}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 950}, {@code 12.4k}, {@code 2.1M}. */
  static String brief(double number) {
    if (number >= 999_500) {
      return trimmed(number / 1e6, 1) + "M";
    }
    if (number >= 9_995) {
      return trimmed(number / 1e3, number < 99_950 ? 1 : 0) + "k";
    }
    return number >= 10 ? count(Math.round(number)) : trimmed(number, 1);
  }

  static String duration(long ms) {
    return duration((double) ms);
  }

  /** {@code 0.4 ms}, {@code 12 ms}, {@code 1.5 s}, {@code 2 min}. */
  static String duration(double ms) {
    if (ms >= 119_500) {
      return trimmed(ms / 60_000, 1) + " min";
    }
    if (ms >= 999.5) {
      return trimmed(ms / 1000, ms < 9_995 ? 2 : 1) + " s";
    }
    return trimmed(ms, ms < 9.95 ? 1 : 0) + " ms";
  }

  /** {@code 40 s}, {@code 1:30}, {@code 2:00:00}. */
  static String clock(long ms, long stepMs) {
    if (stepMs < 1000 && ms > 0) {
      return duration(ms);
    }
    long seconds = ms / 1000;
    if (stepMs < 60_000 && seconds < 60) {
      return seconds + " s";
    }
    long hours = seconds / 3600;
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  static String coordinate(double value) {
    return trimmed(value, 2);
  }

  private static String trimmed(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** {@code 1 fault}, {@code 2 faults}. */
  static String plural(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }
}
