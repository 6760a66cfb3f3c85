package io.maillon.chaos.fault;

import io.maillon.chaos.cluster.FaultKind;

/**
 * A fault, how often, in whom, for how long.
 *
 * @param kind what
 * @param target in whom
 * @param everyMs mean time from one to the next; they come at random, as a Poisson process; 0 = one
 *     alone, early in the run
 * @param holdMinMs shortest time that it lasts; 0 for kinds that have no end
 * @param holdMaxMs longest time that it lasts
 * @param amountMin least amount, in the unit of the kind
 * @param amountMax greatest amount
 */
public record Nemesis(
    FaultKind kind,
    Target target,
    long everyMs,
    long holdMinMs,
    long holdMaxMs,
    long amountMin,
    long amountMax) {
  public Nemesis {
    if ((target == Target.EACH) != (kind == FaultKind.ROLLING_RESTART)) {
      throw new IllegalArgumentException(
          "nemesis "
              + kind
              + ": target "
              + target
              + ": one after the other is for "
              + FaultKind.ROLLING_RESTART);
    }
    boolean holds = kind.lasts() ? holdMinMs > 0 : holdMinMs == 0;
    if (everyMs < 0 || holdMaxMs < holdMinMs || amountMax < amountMin || !holds) {
      throw new IllegalArgumentException(
          "nemesis " + kind + ": expected a mean time of 0 or more, times and amounts that grow");
    }
    if (kind.parties() != target.parties()) {
      throw new IllegalArgumentException(
          "nemesis " + kind + ": target " + target + ": expected " + kind.parties() + " nodes");
    }
  }

  /** Of a kind that has no end. */
  public static Nemesis of(FaultKind kind, Target target, long everyMs) {
    return new Nemesis(kind, target, everyMs, 0, 0, 0, 0);
  }

  /** Of a kind that lasts and has no amount. */
  public static Nemesis of(
      FaultKind kind, Target target, long everyMs, long holdMinMs, long holdMaxMs) {
    return new Nemesis(kind, target, everyMs, holdMinMs, holdMaxMs, 0, 0);
  }

  /** Of a kind that lasts, one alone, early in the run. */
  public static Nemesis once(FaultKind kind, Target target, long holdMinMs, long holdMaxMs) {
    return of(kind, target, 0, holdMinMs, holdMaxMs);
  }

  /** The same with an amount. */
  public Nemesis amount(long least, long greatest) {
    return new Nemesis(kind, target, everyMs, holdMinMs, holdMaxMs, least, greatest);
  }
}
