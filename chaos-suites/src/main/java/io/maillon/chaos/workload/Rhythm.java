package io.maillon.chaos.workload;

/**
 * A rate over time: {@code burstPerSecond} in the first {@code burstMs} of every {@code everyMs},
 * and {@code ratePerSecond} in the rest. Both rates are of the stage and shared by its partitions.
 *
 * @param ratePerSecond at least 1
 * @param burstPerSecond at least 1; not used where there are no bursts
 * @param burstMs 0 = no bursts
 * @param everyMs at least burstMs and 1
 */
public record Rhythm(long ratePerSecond, long burstPerSecond, long burstMs, long everyMs) {
  public static Rhythm steady(long ratePerSecond) {
    return new Rhythm(ratePerSecond, 1, 0, 1000);
  }

  /**
   * When so many units of work are due: the inverse of the rate's sum over time.
   *
   * @param units records of one partition, not always whole
   * @param partitions that share the rate
   */
  double dueUs(double units, int partitions) {
    double burstPerUs = burstPerSecond / 1e6 / partitions;
    double restPerUs = ratePerSecond / 1e6 / partitions;
    double burst = burstPerUs * burstMs * 1000;
    double cycle = burst + restPerUs * (everyMs - burstMs) * 1000;
    double cycles = Math.floor(units / cycle);
    double left = units - cycles * cycle;
    double startUs = cycles * everyMs * 1000;
    return left <= burst && burst > 0
        ? startUs + left / burstPerUs
        : startUs + burstMs * 1000 + (left - burst) / restPerUs;
  }
}
