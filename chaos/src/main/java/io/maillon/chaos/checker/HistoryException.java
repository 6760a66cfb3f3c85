package io.maillon.chaos.checker;

/** A history can't be read; names the line, the value and what was expected. */
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  public HistoryException(int line, String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  private HistoryException(String file, HistoryException cause) {
    super(file + ": " + cause.getMessage(), cause);
    this.line = cause.line;
  }

  /** The same, with the name of its file before the line. */
  public HistoryException in(String file) {
    return new HistoryException(file, this);
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
