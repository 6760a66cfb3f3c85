package io.maillon.cli.trials;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The one place where a trial waits: for an event, looked for again and again, never for a time.
 */
final class Await {
  private static final long LOOK_NS = 5_000_000L;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Await() {}

  /**
   * What the look gives at last.
   *
   * @param what for the message when it never comes
   * @param look empty = not yet
   * @param seen told as well when it never comes
   */
  static <T> T until(String what, Supplier<Optional<T>> look, Supplier<String> seen) {
    long endNs = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < endNs) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      LockSupport.parkNanos(LOOK_NS);
    }
    throw new AssertionError(what + ": not within " + PATIENCE + ", last seen: " + seen.get());
  }
}
