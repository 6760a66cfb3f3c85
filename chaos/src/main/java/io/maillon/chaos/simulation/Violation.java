package io.maillon.chaos.simulation;

/** An invariant was found broken. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int invariant;

  /**
   * @param invariant as numbered in docs/concepts; 0 = a core found its own state broken
   * @param message names the place, the value and what was expected
   */
  Violation(int invariant, String message) {
    super(message);
    this.invariant = invariant;
  }

  int invariant() {
    return invariant;
  }
}
