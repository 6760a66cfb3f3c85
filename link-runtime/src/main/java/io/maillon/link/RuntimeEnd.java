package io.maillon.link;

/**
 * How a {@link LinkRuntime} ended.
 *
 * @param kind for programs
 * @param message for people
 */
public record RuntimeEnd(Kind kind, String message) {
  /** Every way to end. */
  public enum Kind {
    /** The pipeline is done: every record has arrived. */
    DONE,
    /** An operator stopped the pipeline. */
    STOPPED,
    /** A function of the pipeline threw, here or elsewhere. */
    FAILED,
    /** More failed than the replication covers, and the pipeline was given up. */
    DATA_LOSS,
    /** The coordinator no longer needs this instance; the pipeline goes on. */
    RELEASED,
    /** The coordinator refused this instance for good. */
    REJECTED,
    /** The runtime found its own state broken; nothing that it held may be trusted. */
    FAULT,
    /** {@link LinkRuntime#close} was called. */
    CLOSED
  }

  @Override
  public String toString() {
    return kind + ": " + message;
  }
}
