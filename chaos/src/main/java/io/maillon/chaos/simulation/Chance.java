package io.maillon.chaos.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All randomness of a world, from its seed. */
final class Chance {
  static final long MS = 1_000_000L;
  static final long SECOND = 1_000 * MS;

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  long number() {
    return random.nextLong();
  }

  /** From least to most, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** From least to most, both included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  boolean percent(int share) {
    return random.nextInt(100) < share;
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
