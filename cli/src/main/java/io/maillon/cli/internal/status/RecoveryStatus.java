package io.maillon.cli.internal.status;

import java.util.Locale;

/**
 * One takeover of a partition.
 *
 * @param partition which
 * @param fromEpoch before
 * @param toEpoch after
 * @param cause for people, such as {@code crash of flights-2#1}
 * @param detectedMs from the failure to its discovery; -1 = unknown
 * @param readyMs from the failure to the new owner at work; -1 = not yet
 * @param replayed records that were sent again
 */
public record RecoveryStatus(
    String partition,
    long fromEpoch,
    long toEpoch,
    String cause,
    long detectedMs,
    long readyMs,
    long replayed) {
  public boolean ready() {
    return readyMs >= 0;
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

  private static String ms(long value) {
    return value < 0 ? "unknown time" : value + " ms";
  }
}
