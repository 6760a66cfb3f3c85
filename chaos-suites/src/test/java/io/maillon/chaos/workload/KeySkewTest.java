package io.maillon.chaos.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class KeySkewTest {
  private static int[] counts(KeySkew skew, int keys, int draws) {
    Draws random = Draws.of(5, Draws.Stream.ACCOUNT, 0);
    int[] counts = new int[keys];
    for (int n = 0; n < draws; n++) {
      counts[skew.rank(random.unit(n))]++;
    }
    return counts;
  }

  @Test
  void ranksComeByZipfsLaw() {
    int keys = 1000;
    int draws = 1_000_000;
    for (double exponent : new double[] {0, 0.8, 1, 1.5}) {
      int[] counts = counts(new KeySkew(keys, exponent), keys, draws);
      double sum = 0;
      for (int rank = 0; rank < keys; rank++) {
        sum += Math.pow(rank + 1, -exponent);
      }
      for (int rank : new int[] {0, 1, 9, 99}) {
        double expected = draws * Math.pow(rank + 1, -exponent) / sum;
        assertEquals(expected, counts[rank], 5 * Math.sqrt(expected), exponent + " " + rank);
      }
    }
  }

  @Test
  void theEndsOfTheRangeAreRanksToo() {
    KeySkew skew = new KeySkew(3, 1);
    assertEquals(0, skew.rank(0));
    assertEquals(2, skew.rank(Math.nextDown(1.0)));
    assertEquals(0, new KeySkew(1, 2).rank(0.99));
  }
}
