package io.maillon.chaos.checker;

/**
 * How much a checker may spend on each key before it answers UNKNOWN.
 *
 * @param stepsMax of the model, and comparisons of configurations; costs time
 * @param configurationsMax that are remembered; costs memory, some 200 bytes each
 */
public record Budget(long stepsMax, int configurationsMax) {
  public static final Budget DEFAULT = new Budget(100_000_000, 2_000_000);
}
