package io.maillon.coordinator;

/** An instance could not be started; the message names the command and what went wrong. */
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
