package io.maillon.detector.evidence;

import io.maillon.detector.evidence.Verdict.Status;

/**
 * What one rule makes of a case.
 *
 * @param sinceNs when the evidence behind it came in
 */
record Finding(Status status, String reason, long sinceNs) {
  static Finding suspected(String reason, long sinceNs) {
    return new Finding(Status.SUSPECTED, reason, sinceNs);
  }

  static Finding dead(String reason, long sinceNs) {
    return new Finding(Status.DEAD, reason, sinceNs);
  }
}
