package io.maillon.chaos.workload;

/**
 * Random numbers by index: draw n of a stream is a pure function of (seed, stream, partition, n),
 * so a replay can begin anywhere. SplitMix64, counted instead of stepped. Immutable.
 */
final class Draws {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long base;

  private Draws(long base) {
    this.base = base;
  }

  static Draws of(long seed, Stream stream, int partition) {
    return new Draws(mix(mix(seed + GAMMA * stream.number) + GAMMA * (partition + 1)));
  }

  /** What is drawn for; each kind is independent of the others. */
  enum Stream {
    ACCOUNT(1),
    ORDER_AMOUNT(2),
    PAYMENT_AMOUNT(3),
    PAYMENT_TURN(4),
    ORDER_ARRIVAL(5),
    PAYMENT_ARRIVAL(6);

    private final int number;

    Stream(int number) {
      this.number = number;
    }
  }

  /** Draws that belong to one index of this stream. */
  Draws at(long n) {
    return new Draws(bits(n));
  }

  long bits(long n) {
    return mix(base + GAMMA * (n + 1));
  }

  /** From 0 (inclusive) to 1 (exclusive). */
  double unit(long n) {
    return (bits(n) >>> 11) * 0x1.0p-53;
  }

  /** From 0 (inclusive) to the bound (exclusive); the bias is below bound / 2^53. */
  int below(long n, int bound) {
    return (int) (unit(n) * bound);
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
