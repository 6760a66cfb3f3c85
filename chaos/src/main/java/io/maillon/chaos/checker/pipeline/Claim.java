package io.maillon.chaos.checker.pipeline;

import java.util.Locale;

/** What is checked of a run. */
public enum Claim {
  LOSS("no input is lost"),
  PHANTOM("every effect is that of a record that was sent"),
  DUPLICATE("no record takes effect more often than it should"),
  ORDER("effects of a key come in the order of their source"),
  SUPERSEDED("nothing of an epoch takes effect after a newer one"),
  OWNER("one owner per epoch, and epochs grow"),
  TRIM("nothing is trimmed that is not acknowledged"),
  STATE("the state of each key is the fold of its inputs"),
  LIVENESS("the pipeline ends within its bound after the last fault"),
  EVIDENCE("the faults that the run is about took effect");

  private final String text;

  Claim(String text) {
    this.text = text;
  }

  /** The claim as a sentence, without its full stop. */
  public String text() {
    return text;
  }

  /** As in results: {@code loss}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
