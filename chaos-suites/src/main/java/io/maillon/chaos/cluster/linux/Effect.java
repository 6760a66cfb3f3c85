package io.maillon.chaos.cluster.linux;

import java.io.IOException;

/** A fault that has begun. */
public interface Effect {
  /** What was seen of it from outside; empty = it did not take effect. */
  String evidence();

  /**
   * Heals.
   *
   * @return what was seen of that
   */
  String end() throws IOException;

  /** A fault that has no end. */
  static Effect once(String evidence) {
    return of(evidence, () -> "");
  }

  /** What ends a fault. */
  @FunctionalInterface
  interface Heal {
    String end() throws IOException;
  }

  static Effect of(String evidence, Heal heal) {
    return new Effect() {
      @Override
      public String evidence() {
        return evidence;
      }

      @Override
      public String end() throws IOException {
        return heal.end();
      }
    };
  }
}
