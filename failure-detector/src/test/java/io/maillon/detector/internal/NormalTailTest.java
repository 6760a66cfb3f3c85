package io.maillon.detector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NormalTailTest {
  @Test
  void knowsTheQuantilesOfTheNormalDistribution() {
    assertEquals(0.30103, NormalTail.minusLog10Above(0), 1e-5);
    assertEquals(1, NormalTail.minusLog10Above(1.2815515655), 1e-5);
    assertEquals(2, NormalTail.minusLog10Above(2.3263478740), 1e-5);
    assertEquals(3, NormalTail.minusLog10Above(3.0902323062), 1e-5);
    assertEquals(8, NormalTail.minusLog10Above(5.6120012442), 1e-5);
    assertEquals(-Math.log10(0.9), NormalTail.minusLog10Above(-1.2815515655), 1e-6);
  }

  @Test
  void staysFiniteAndGrowsWhereTheTailItselfUnderflows() {
    double former = NormalTail.minusLog10Above(30);
    for (double deviations = 60; deviations < 1e18; deviations *= 2) {
      double phi = NormalTail.minusLog10Above(deviations);
      assertTrue(Double.isFinite(phi) && phi > former, "at " + deviations + ": " + phi);
      former = phi;
    }
  }

  @Test
  void isNeverNegative() {
    assertTrue(NormalTail.minusLog10Above(-40) >= 0);
    assertTrue(NormalTail.minusLog10Above(-1e18) >= 0);
  }
}
