package io.maillon.detector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SampleWindowTest {
  @Test
  void forgetsTheOldestSampleWhenFull() {
    SampleWindow window = new SampleWindow(3);
    for (long sample : new long[] {1_000_000, 2, 4, 6}) {
      window.add(sample);
    }
    assertEquals(3, window.size());
    assertEquals(4, window.mean());
    assertEquals(Math.sqrt(8.0 / 3), window.standardDeviation(), 1e-12);
  }

  @Test
  void survivesTheLongestSamples() {
    SampleWindow window = new SampleWindow(4);
    for (int i = 0; i < 8; i++) {
      window.add(Long.MAX_VALUE);
    }
    assertEquals(Long.MAX_VALUE, window.mean(), 1e6);
    assertEquals(0, window.standardDeviation(), 1e6);
  }
}
