package io.maillon.chaos.simulated;

/** Runs without faults fail or differ from each other, so nothing can be said of the others. */
public final class NothingToCompareException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NothingToCompareException(String message) {
    super(message);
  }
}
