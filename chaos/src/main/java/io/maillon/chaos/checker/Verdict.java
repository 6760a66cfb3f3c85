package io.maillon.chaos.checker;

/** What a checker says of a history. */
public enum Verdict {
  VALID,
  INVALID,
  /** The checker could not tell: it ran out of its budget, or the model failed. */
  UNKNOWN
}
