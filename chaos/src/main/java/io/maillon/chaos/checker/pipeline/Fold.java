package io.maillon.chaos.checker.pipeline;

import java.util.Locale;

/** What the state of a key is of the records that went into it. */
public enum Fold {
  /** Nothing that a checker could know. */
  NONE,
  /** How many effects the key has had. */
  COUNT,
  /** The sum of the values of the records that caused them. */
  SUM;

  /** As in histories. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
