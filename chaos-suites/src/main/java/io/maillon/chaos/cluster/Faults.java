package io.maillon.chaos.cluster;

import java.io.IOException;
import java.util.Set;

/**
 * Hurts the nodes of one cluster. Several faults may last at the same time; each is ended with the
 * injection that it was begun with. Owned by one thread.
 */
public interface Faults {
  /** What this cluster can do; the others are refused. */
  Set<FaultKind> kinds();

  /** Whether faults of links take effect between coordinators, too. */
  default boolean reachesCoordinators() {
    return true;
  }

  /**
   * Hurts.
   *
   * @return evidence that it took effect, as seen from outside, in a few words: {@code pid 4711
   *     exited with 137}; an empty text when it did not
   */
  String begin(Injection fault) throws IOException;

  /**
   * Heals what {@link #begin} did; does nothing for kinds that have no end.
   *
   * @return evidence that it is over, like that of its beginning
   */
  String end(Injection fault) throws IOException;
}
