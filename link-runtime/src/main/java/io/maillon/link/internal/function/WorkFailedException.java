package io.maillon.link.internal.function;

/** User code threw; the message names stage, partition, record and cause. */
public final class WorkFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public WorkFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
