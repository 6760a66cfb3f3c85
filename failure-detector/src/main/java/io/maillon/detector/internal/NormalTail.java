package io.maillon.detector.internal;

/**
 * The upper tail of the standard normal distribution on a logarithmic scale. The complementary
 * error function is a Chebyshev fit (relative error below 1.2e-7 everywhere) evaluated as a
 * logarithm: the tail itself underflows to zero at 38 standard deviations, its logarithm never
 * does.
 */
public final class NormalTail {
  private static final double[] FIT = {
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806,
    0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277
  };
  private static final double LN_2 = Math.log(2);
  private static final double LN_10 = Math.log(10);

  private NormalTail() {}

  /**
   * {@code -log10(P(X > deviations))} for a standard normal X; finite for every finite argument.
   */
  public static double minusLog10Above(double deviations) {
    double z = Math.abs(deviations) / Math.sqrt(2);
    double logTail = logErfc(z) - LN_2;
    double logAbove = deviations >= 0 ? logTail : Math.log1p(-Math.exp(logTail));
    return -logAbove / LN_10;
  }

  /** Natural logarithm of erfc(z), z not negative. */
  private static double logErfc(double z) {
    double t = 1 / (1 + z / 2);
    double fit = 0;
    for (int i = FIT.length - 1; i >= 0; i--) {
      fit = fit * t + FIT[i];
    }
    return Math.log(t) - z * z + fit;
  }
}
