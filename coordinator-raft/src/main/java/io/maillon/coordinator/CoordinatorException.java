package io.maillon.coordinator;

/**
 * An operator's request had no success. The message is meant to be shown as it is; {@link #kind}
 * says whether it may have been done.
 */
public final class CoordinatorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;

  public CoordinatorException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** What became of the request. */
  public enum Kind {
    /** No coordinator that leads could be reached: not done. */
    UNREACHABLE,
    /** Refused by the leader: not done, and never will be. */
    REFUSED,
    /** Sent without an answer in time: done or not; repeat it to make sure. */
    INDETERMINATE
  }
}
