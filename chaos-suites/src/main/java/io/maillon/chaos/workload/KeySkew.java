package io.maillon.chaos.workload;

import java.util.Arrays;

/**
 * How often which key comes: rank r of K with a weight of 1 / (r + 1)^s, Zipf's law; s = 0 is even.
 * A draw looks its share up in the sums of weights, O(log K). Immutable.
 */
final class KeySkew {
  private final double[] sums;

  /**
   * @param keys at least 1; each takes 8 bytes
   * @param exponent s, 0 or more
   */
  KeySkew(int keys, double exponent) {
    sums = new double[keys];
    double sum = 0;
    for (int rank = 0; rank < keys; rank++) {
      // StrictMath: the same sums on every machine, however hot the code is.
      sum += exponent == 0 ? 1 : StrictMath.pow(rank + 1, -exponent);
      sums[rank] = sum;
    }
  }

  /**
   * @param share from 0 (inclusive) to 1 (exclusive)
   */
  int rank(double share) {
    int found = Arrays.binarySearch(sums, share * sums[sums.length - 1]);
    // Equal to a sum is the beginning of the next rank; the last sum may be met by rounding.
    return Math.min(sums.length - 1, found >= 0 ? found + 1 : -found - 1);
  }
}
