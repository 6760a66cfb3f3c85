package io.maillon.recovery.log;

/** The store can't keep what it was given; nothing of it was kept. */
public final class LogStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file, the value and what was expected
   */
  public LogStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
