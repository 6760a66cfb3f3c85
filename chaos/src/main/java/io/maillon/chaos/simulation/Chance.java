package io.maillon.chaos.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A stream of random draws. A world has one for each party and for each fault, all from its seed:
 * what one draws changes nothing of what the others draw, so that a run in which some faults are
 * left out resembles the one with all of them.
 */
final class Chance {
  static final long MS = 1_000_000L;
  static final long SECOND = 1_000 * MS;

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The stream of one party or fault. */
  static Chance of(long seed, String whose) {
    return new Chance(scattered(seed, whose));
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

  /**
   * Draws one by its name: the same one as long as it is there, whoever else is there (rendezvous
   * hashing, Thaler and Ravishankar 1998).
   */
  <T> T oneOf(List<T> all, Function<T, String> name) {
    long salt = random.nextLong();
    return all.stream()
        .min(Comparator.comparingLong(one -> scattered(salt, name.apply(one))))
        .orElseThrow();
  }

  private static long scattered(long seed, String name) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
      hash ^= hash >>> 32;
    }
    return new SplittableRandom(hash).nextLong();
  }
}
