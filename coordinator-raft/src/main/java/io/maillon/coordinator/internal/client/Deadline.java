package io.maillon.coordinator.internal.client;

import java.time.Duration;

/**
 * How long an operator waits for what he asked, all attempts and the session before it together.
 *
 * @param total from the beginning
 * @param endNs of {@link System#nanoTime}
 */
public record Deadline(Duration total, long endNs) {
  public static Deadline in(Duration total) {
    return new Deadline(total, System.nanoTime() + total.toNanos());
  }

  /** Not above 0 = it is over. */
  long leftNs() {
    return endNs - System.nanoTime();
  }
}
