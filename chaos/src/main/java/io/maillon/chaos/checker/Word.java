package io.maillon.chaos.checker;

/** A keyword or symbol as it is written: {@code :timed-out}, {@code nemesis}. */
public record Word(String text) {
  /** Without the colon of a keyword. */
  String name() {
    return text.startsWith(":") ? text.substring(1) : text;
  }

  @Override
  public String toString() {
    return text;
  }
}
