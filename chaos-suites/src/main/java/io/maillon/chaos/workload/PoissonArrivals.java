package io.maillon.chaos.workload;

import java.util.Arrays;

/**
 * Independent arrivals at a rate that follows a rhythm. To begin anywhere at little cost they are
 * drawn in blocks: how long 1024 arrivals take together has a gamma distribution, and given that,
 * all but the last are spread evenly at random. Both are exact. A place in the millions costs the
 * sum of some thousand draws once. Owned by one thread.
 */
final class PoissonArrivals implements Arrivals {
  private static final int BLOCK = 1024;

  private final Draws draws;
  private final Rhythm rhythm;
  private final int partitions;

  /** When each block starts, in units of mean distance, as far as it is known. */
  private double[] starts = new double[64];

  private int known = 1;
  private final double[] times = new double[BLOCK];
  private long block = -1;

  PoissonArrivals(Draws draws, Rhythm rhythm, int partitions) {
    this.draws = draws;
    this.rhythm = rhythm;
    this.partitions = partitions;
  }

  @Override
  public long dueUs(long n) {
    if (n / BLOCK != block) {
      load(n / BLOCK);
    }
    return (long) rhythm.dueUs(times[(int) (n % BLOCK)], partitions);
  }

  private void load(long wanted) {
    double start = start(Math.toIntExact(wanted));
    double length = gamma(draws.at(2 * wanted));
    Draws places = draws.at(2 * wanted + 1);
    for (int i = 0; i < BLOCK - 1; i++) {
      times[i] = start + length * places.unit(i);
    }
    times[BLOCK - 1] = start + length;
    Arrays.sort(times);
    block = wanted;
  }

  private double start(int wanted) {
    if (wanted >= starts.length) {
      starts = Arrays.copyOf(starts, Math.max(wanted + 1, 2 * starts.length));
    }
    for (; known <= wanted; known++) {
      starts[known] = starts[known - 1] + gamma(draws.at(2L * (known - 1)));
    }
    return starts[wanted];
  }

  /** The length of a block: gamma of shape BLOCK, after Marsaglia and Tsang (2000). */
  private static double gamma(Draws draws) {
    double d = BLOCK - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    for (int attempt = 0; ; attempt++) {
      double normal =
          StrictMath.sqrt(-2 * StrictMath.log(1 - draws.unit(3L * attempt)))
              * StrictMath.cos(2 * StrictMath.PI * draws.unit(3L * attempt + 1));
      double root = 1 + c * normal;
      double v = root * root * root;
      double u = 1 - draws.unit(3L * attempt + 2);
      if (root > 0 && StrictMath.log(u) < normal * normal / 2 + d * (1 - v + StrictMath.log(v))) {
        return d * v;
      }
    }
  }
}
