package io.maillon.chaos.simulation;

import java.util.List;
import java.util.Optional;

/** Takes leadership away, and coordinators down. */
final class LeaderFaults {
  private static final long UNAWARE_NS = 600 * Chance.MS;

  private final World world;
  private final Sparing sparing;

  LeaderFaults(World world, Sparing sparing) {
    this.world = world;
    this.sparing = sparing;
  }

  void change(Strike strike) {
    Optional<CoordinatorNode> leader = world.coordinators().leader();
    if (leader.isPresent()) {
      world.probes().hit("leader deposed");
      world.nemesis().fired(strike, leader.get().name());
      Chance chance = strike.chance();
      long unawareNs = chance.percent(50) ? 0 : chance.between(1, UNAWARE_NS);
      world.coordinators().depose(unawareNs, chance);
    }
  }

  void crashCoordinator(Strike strike) {
    List<CoordinatorNode> up =
        world.coordinators().nodes().stream().filter(n -> !n.isGone()).toList();
    if (up.size() > 2 || (!up.isEmpty() && strike.chance().percent(20))) {
      world.probes().hit("coordinator crashed");
      CoordinatorNode node = strike.chance().oneOf(up, CoordinatorNode::name);
      world.nemesis().fired(strike, node.name());
      world.coordinators().crash(node, strike.chance());
    }
  }

  /**
   * A process dies and, at about the same time, the leader is deposed without knowing: both leaders
   * decide who is to take over, and what the former one proposes gets into the log some time later.
   */
  void race(SimulatedProcess process, Strike strike) {
    Optional<CoordinatorNode> leader = world.coordinators().leader();
    if (leader.isEmpty()) {
      return;
    }
    world.nemesis().fired(strike, leader.get().name() + " when " + process.name() + " ends");
    Chance chance = strike.chance();
    sparing.recoversAfter(0, process);
    leader.get().goOnLate(chance);
    process.end(SimulatedProcess.KILLED);
    world
        .queue()
        .after(
            chance.between(0, 10 * Chance.MS),
            () -> {
              if (world.coordinators().leader().equals(leader)) {
                world.coordinators().depose(UNAWARE_NS, chance);
              }
            });
  }
}
