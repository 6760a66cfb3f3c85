package io.maillon.chaos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What stays broken when the rest heals: a coordinator, and instances without which every log is
 * still held by somebody who is well and every partition has enough instances. The pipeline has to
 * come to its end all the same.
 */
final class Remains {
  private static final int VICTIMS_MAX = 2;

  private enum Kind {
    GONE,
    FROZEN,
    CUT
  }

  private final World world;
  private final Sparing sparing;
  private final Set<String> victims = new TreeSet<>();
  private Optional<CoordinatorNode> down = Optional.empty();
  private Kind kind = Kind.GONE;

  Remains(World world, Sparing sparing) {
    this.world = world;
    this.sparing = sparing;
  }

  boolean contains(String instance) {
    return victims.contains(instance);
  }

  void choose() {
    Chance chance = world.chance("remains");
    if (chance.percent(40)) {
      world.probes().hit("coordinator left down");
      down = Optional.of(world.coordinators().node(chance.between(0, 2)));
    }
    kind = chance.oneOf(List.of(Kind.values()));
    // A process that lasts keeps the lock on its files, and what was not replicated with it.
    if (chance.percent(70) && world.swarm().sparing() && !world.swarm().onFiles()) {
      chooseVictims(chance);
    }
  }

  private void chooseVictims(Chance chance) {
    List<SimulatedProcess> able =
        world.running().stream()
            .filter(p -> p.life().isPresent() && !p.instance().startsWith(World.LOG_HOST))
            .toList();
    List<SimulatedProcess> hired =
        new ArrayList<>(able.stream().filter(p -> p.instance().startsWith(World.HIRED)).toList());
    int most = Math.min(VICTIMS_MAX, able.size() - world.swarm().replicationMax() - 1);
    List<SimulatedProcess> chosen = new ArrayList<>();
    while (chosen.size() < most && !hired.isEmpty()) {
      SimulatedProcess next = chance.oneOf(hired, SimulatedProcess::instance);
      hired.remove(next);
      chosen.add(next);
      if (!sparing.spares(chosen)) {
        chosen.remove(next);
      }
    }
    chosen.forEach(p -> victims.add(p.instance()));
  }

  /** Harms them once more, for good. */
  void stay() {
    down.ifPresent(node -> world.coordinators().crashForGood(node, world.chance("down")));
    for (SimulatedProcess process : List.copyOf(world.processes())) {
      if (!process.isGone() && contains(process.instance())) {
        world.probes().hit("instance left " + kind);
        switch (kind) {
          case GONE -> process.end(SimulatedProcess.KILLED);
          case FROZEN -> process.freeze();
          case CUT -> world.network().isolate(process);
        }
      }
    }
  }

  @Override
  public String toString() {
    return victims + " " + kind + down.map(n -> " and " + n.name()).orElse("");
  }
}
