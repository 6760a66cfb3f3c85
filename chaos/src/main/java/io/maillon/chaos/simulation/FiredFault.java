package io.maillon.chaos.simulation;

import java.util.Locale;

/**
 * A fault that did happen.
 *
 * @param number in the schedule of its seed
 * @param fault its kind
 * @param elapsedNs virtual time since the beginning of the world
 * @param what it did to whom
 */
public record FiredFault(int number, String fault, long elapsedNs, String what) {
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "fault %d  t=%.3fs  %s: %s", number, elapsedNs / 1e9, fault, what);
  }
}
