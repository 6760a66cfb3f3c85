package io.maillon.cli.internal.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The kills of one demo, all drawn from its seed before it starts: the same seed gives the same
 * schedule.
 */
final class KillSchedule {
  private static final int GAP_MIN_MS = 200;
  private static final int GAP_MAX_MS = 1200;

  private KillSchedule() {}

  /**
   * One kill.
   *
   * @param victim what it is aimed at
   * @param choice which of the candidates, as a share of their list, from 0 to 1 exclusive
   * @param gapMs from the recovery of the kill before it
   */
  record Kill(Victim victim, double choice, int gapMs) {
    /** The candidate that the draw falls on; they must be in an order that means something. */
    <T> T pick(List<T> candidates) {
      return candidates.get((int) (choice * candidates.size()));
    }
  }

  /** Of every five kills one hits the leader and one a replica holder, the others owners. */
  static List<Kill> draw(long seed, int kills) {
    Random random = new Random(seed);
    List<Victim> victims = new ArrayList<>();
    List<Victim> five =
        List.of(Victim.OWNER, Victim.REPLICA, Victim.LEADER, Victim.OWNER, Victim.OWNER);
    for (int i = 0; i < kills; i++) {
      victims.add(five.get(i % five.size()));
    }
    Collections.shuffle(victims, random);
    return victims.stream()
        .map(v -> new Kill(v, random.nextDouble(), random.nextInt(GAP_MIN_MS, GAP_MAX_MS)))
        .toList();
  }
}
