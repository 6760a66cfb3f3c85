package io.maillon.chaos.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Faults that wait until somebody comes to a certain point. Whoever comes there and may be harmed
 * is struck; what it was about to do next is not done, or is done when it thaws.
 */
final class FaultPoints {
  private static final List<FaultPoint> ALL = List.of(FaultPoint.values());
  private static final int LET_PASS_MAX = 3;
  private static final int PAUSE_MAX_MS = 3_000;

  private static final class Armed {
    final Strike strike;
    int letPass;

    Armed(Strike strike, int letPass) {
      this.strike = strike;
      this.letPass = letPass;
    }
  }

  private final World world;
  private final Sparing sparing;
  private final Map<FaultPoint, Deque<Armed>> armed = new EnumMap<>(FaultPoint.class);

  FaultPoints(World world, Sparing sparing) {
    this.world = world;
    this.sparing = sparing;
  }

  void arm(Strike strike) {
    boolean tears = strike.chance().percent(world.swarm().onFiles() ? 15 : 0);
    FaultPoint point = tears ? FaultPoint.APPENDING : strike.chance().oneOf(ALL);
    int letPass = strike.chance().percent(50) ? 0 : strike.chance().between(0, LET_PASS_MAX);
    armed.computeIfAbsent(point, p -> new ArrayDeque<>()).add(new Armed(strike, letPass));
  }

  void clear() {
    armed.clear();
  }

  /** An instance has come to a point: gives whether it goes no further, for now or for good. */
  boolean stops(SimulatedProcess process, FaultPoint point) {
    Strike strike = armed.isEmpty() || process.isStopped() ? null : take(process, point);
    if (strike == null) {
      return process.isStopped();
    }
    Chance chance = strike.chance();
    boolean freezes = chance.percent(35);
    world.probes().hit(point.probe());
    if (freezes) {
      long forNs = chance.between(20, PAUSE_MAX_MS) * Chance.MS;
      world.nemesis().fired(strike, process.name() + ": " + point + Nemesis.forMs(forNs));
      process.freeze();
      sparing.recoversAfter(forNs, process);
      world.queue().after(forNs, process::thaw);
    } else {
      world.nemesis().fired(strike, process.name() + ": " + point);
      process.endHere();
    }
    return true;
  }

  private Strike take(SimulatedProcess process, FaultPoint point) {
    Armed first = first(point);
    if (first == null || !sparing.spares(process)) {
      return null;
    }
    return poll(point, first);
  }

  /** The leader has come to a point: gives whether it goes no further. */
  boolean stops(CoordinatorNode node, FaultPoint point) {
    Armed first = armed.isEmpty() || node.isEnding() ? null : first(point);
    boolean majority =
        world.coordinators().nodes().stream().filter(n -> !n.isGone() && n != node).count() >= 2;
    if (first == null || !majority) {
      return node.isEnding();
    }
    Strike strike = poll(point, first);
    if (strike != null) {
      world.probes().hit(point.probe());
      world.nemesis().fired(strike, node.name() + ": " + point);
      node.endHere(strike.chance());
    }
    return node.isEnding();
  }

  private Armed first(FaultPoint point) {
    Deque<Armed> due = armed.get(point);
    return due == null ? null : due.peekFirst();
  }

  private Strike poll(FaultPoint point, Armed first) {
    if (first.letPass-- > 0) {
      return null;
    }
    armed.get(point).removeFirst();
    return first.strike;
  }
}
