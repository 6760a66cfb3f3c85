package io.maillon.chaos.report;

import java.util.ArrayList;
import java.util.List;

/** From a run's start to its end; 1000 wide, as all drawings here. */
record TimeAxis(long fromMs, long toMs) {
  static final double WIDTH = 1000;
  private static final int TICKS_MAX = 8;
  private static final long[] STEPS_MS = {
    10,
    20,
    50,
    100,
    200,
    500,
    1000,
    2000,
    5000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    21_600_000,
    86_400_000
  };

  double x(long atMs) {
    double share = (atMs - fromMs) / (double) (toMs - fromMs);
    return WIDTH * Math.max(0, Math.min(1, share));
  }

  /** A mark below the axis. */
  record Tick(double x, String text) {}

  List<Tick> ticks() {
    long spanMs = toMs - fromMs;
    long stepMs = STEPS_MS[STEPS_MS.length - 1];
    for (int i = STEPS_MS.length - 1; i >= 0 && spanMs / STEPS_MS[i] <= TICKS_MAX; i--) {
      stepMs = STEPS_MS[i];
    }
    List<Tick> ticks = new ArrayList<>();
    for (long atMs = 0; atMs <= spanMs && ticks.size() <= 2 * TICKS_MAX; atMs += stepMs) {
      ticks.add(new Tick(x(fromMs + atMs), Words.clock(atMs, stepMs)));
    }
    return ticks;
  }
}
