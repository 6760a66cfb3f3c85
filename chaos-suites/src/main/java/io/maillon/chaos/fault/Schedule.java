package io.maillon.chaos.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** All faults of a run, drawn before it begins: the same seed gives the same ones. */
public final class Schedule {
  /**
   * The part of the run in which a fault comes that comes once: it may last for most of the rest.
   */
  private static final double EARLY = 0.1;

  private Schedule() {}

  private record Due(double atMs, Nemesis nemesis) {}

  /**
   * Draws.
   *
   * @param durationMs of the time in which faults begin
   * @return in the order of time
   */
  public static List<Strike> draw(long seed, List<Nemesis> nemeses, long durationMs) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Due> due = new ArrayList<>();
    for (Nemesis nemesis : nemeses) {
      SplittableRandom own = random.split();
      double atMs = firstMs(own, nemesis, durationMs);
      while (atMs < durationMs) {
        due.add(new Due(atMs, nemesis));
        atMs += gapMs(own, nemesis);
      }
    }
    due.sort(Comparator.comparingDouble(Due::atMs));
    List<Strike> strikes = new ArrayList<>();
    for (Due next : due) {
      Nemesis nemesis = next.nemesis();
      strikes.add(
          new Strike(
              strikes.size() + 1,
              (long) next.atMs(),
              nemesis.kind(),
              nemesis.target(),
              random.nextLong(),
              random.nextLong(nemesis.holdMinMs(), nemesis.holdMaxMs() + 1),
              random.nextLong(nemesis.amountMin(), nemesis.amountMax() + 1)));
    }
    return List.copyOf(strikes);
  }

  private static double firstMs(SplittableRandom random, Nemesis nemesis, long durationMs) {
    return nemesis.everyMs() == 0
        ? random.nextDouble() * durationMs * EARLY
        : gapMs(random, nemesis);
  }

  private static double gapMs(SplittableRandom random, Nemesis nemesis) {
    if (nemesis.everyMs() == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return -Math.log(1 - random.nextDouble()) * nemesis.everyMs();
  }
}
