package io.maillon.link;

/** User code threw; the message names stage, partition, record and cause. */
public final class StageFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  StageFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
