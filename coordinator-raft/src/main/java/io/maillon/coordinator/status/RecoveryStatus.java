package io.maillon.coordinator.status;

import java.util.Locale;

/**
 * One takeover of a partition.
 *
 * @param partition which
 * @param fromEpoch before
 * @param toEpoch after
 * @param cause for people, such as {@code crash of flights-2#1}
 * @param failedAtMs last sign of life, wall-clock time
 * @param suspectedMs from there to the first doubt
 * @param detectedMs from the last sign of life to the decision that it is dead; -1 = not yet
 * @param claimedMs from there to the grant of the claim; -1 = not yet
 * @param installedMs from there to the news that the log is installed on every member; -1 = not yet
 * @param readyMs from there to the new owner in office; -1 = not yet
 * @param caughtUpMs from there to its first commit; -1 = not yet
 * @param replayed records that were sent again
 */
public record RecoveryStatus(
    String partition,
    long fromEpoch,
    long toEpoch,
    String cause,
    long failedAtMs,
    long suspectedMs,
    long detectedMs,
    long claimedMs,
    long installedMs,
    long readyMs,
    long caughtUpMs,
    long replayed) {
  static final long NOT_YET = -1;

  public boolean ready() {
    return readyMs != NOT_YET;
  }

  public boolean caughtUp() {
    return caughtUpMs != NOT_YET;
  }

  /** The one line that progress shows. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "recovered %s epoch %d -> %d: %s, detected after %s, ready after %s, %d records replayed",
        partition,
        fromEpoch,
        toEpoch,
        cause,
        ms(detectedMs),
        ms(readyMs),
        replayed);
  }

  /** A duration, for people. */
  public static String ms(long value) {
    return value == NOT_YET ? "unknown time" : value + " ms";
  }
}
