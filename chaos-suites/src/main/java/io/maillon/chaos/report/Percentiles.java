package io.maillon.chaos.report;

import java.util.Arrays;

/** Some numbers in four: nearest ranks, all 0 when there are none. */
record Percentiles(int count, long p50, long p99, long max) {
  static Percentiles of(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Percentiles(sorted.length, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  private static long at(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)];
  }
}
