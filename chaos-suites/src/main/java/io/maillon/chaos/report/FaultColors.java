package io.maillon.chaos.report;

import java.util.List;

/** The same colour for a kind of faults in every report; those of like kind are alike. */
final class FaultColors {
  private static final List<List<String>> KINDS =
      List.of(
          List.of("kill", "power-loss", "memory-limit"),
          List.of("freeze", "slow-cpu"),
          List.of("cut", "cut-one-way"),
          List.of("reset", "delay"),
          List.of("loss", "bandwidth"),
          List.of("disk-full", "disk-error"),
          List.of("disk-slow", "disk-stall"),
          List.of("clock-step"));

  private FaultColors() {}

  /** A style class. */
  static String of(String kind) {
    for (int i = 0; i < KINDS.size(); i++) {
      if (KINDS.get(i).contains(kind)) {
        return "f" + i;
      }
    }
    return "f" + Math.floorMod(kind.hashCode(), KINDS.size());
  }
}
