package io.maillon.link.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  @Test
  void percentilesAreAtMostThreePercentHigh() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (long ns = 1; ns <= 1_000_000; ns++) {
      histogram.add(ns);
    }
    for (double percent : new double[] {1, 50, 90, 99, 99.9}) {
      double exact = percent * 10_000;
      double found = histogram.percentileNs(percent);
      assertTrue(found >= exact && found <= exact * 1.032, percent + " % is " + found);
    }
    assertEquals(1_000_000, histogram.percentileNs(100));
  }

  @Test
  void takesExtremes() {
    LatencyHistogram histogram = new LatencyHistogram();
    assertEquals(0, histogram.percentileNs(50));
    histogram.add(-5);
    histogram.add(Long.MAX_VALUE);
    assertEquals(0, histogram.percentileNs(50));
    assertEquals(Long.MAX_VALUE, histogram.percentileNs(100));
  }
}
