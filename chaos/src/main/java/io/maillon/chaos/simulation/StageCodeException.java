package io.maillon.chaos.simulation;

/** The code of a stage failed; the message is what its author should see. */
public final class StageCodeException extends Exception {
  private static final long serialVersionUID = 1L;

  public StageCodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
