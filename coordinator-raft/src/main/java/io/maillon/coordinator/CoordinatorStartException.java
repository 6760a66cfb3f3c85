package io.maillon.coordinator;

/**
 * A coordinator could not start, and left nothing behind that runs. The message names the place,
 * the value and what was expected; it is meant to be shown as it is.
 */
public final class CoordinatorStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CoordinatorStartException(String message) {
    super(message);
  }

  public CoordinatorStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
