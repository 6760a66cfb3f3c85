package io.maillon.detector.evidence;

import java.util.OptionalLong;

/**
 * What is held true about one instance, and why. Times are those of the evidence, in nanoseconds.
 *
 * @param id whom it concerns
 * @param status what is held true
 * @param reason a sentence without its subject: {@code connection closed and its host refuses new
 *     ones}
 * @param failedNs best estimate of when it failed: the last sign of life, or the moment from which
 *     it made no progress; of a living one simply the last sign of life
 * @param suspectedNs since when the present or just cleared suspicion was held; empty if none was
 * @param declaredNs when it was declared dead; empty if it was not
 */
public record Verdict<I extends Comparable<I>>(
    I id,
    Status status,
    String reason,
    long failedNs,
    OptionalLong suspectedNs,
    OptionalLong declaredNs) {
  /** In order of gravity. */
  public enum Status {
    /** Nothing speaks against it. */
    ALIVE,
    /** Something does, and it may still clear. */
    SUSPECTED,
    /** Final for this id: whatever still lives under it must come back under a new one. */
    DEAD
  }
}
