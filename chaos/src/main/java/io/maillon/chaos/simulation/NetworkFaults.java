package io.maillon.chaos.simulation;

import java.util.List;

/** Cuts, slows down and breaks what joins the processes. */
final class NetworkFaults {
  private final World world;
  private final Sparing sparing;

  NetworkFaults(World world, Sparing sparing) {
    this.world = world;
    this.sparing = sparing;
  }

  void cutPeers(boolean oneWay, Strike strike) {
    List<SimulatedProcess> running = world.running();
    if (running.size() < 2) {
      return;
    }
    SimulatedProcess one = strike.chance().oneOf(running, SimulatedProcess::instance);
    SimulatedProcess other = strike.chance().oneOf(running, SimulatedProcess::instance);
    if (one == other
        || !sparing.spares(one)
        || (!sparing.spares(other) && world.swarm().sparing())) {
      return;
    }
    long forNs = strike.chance().between(50, 4_000) * Chance.MS;
    boolean turned = strike.chance().percent(50);
    world
        .nemesis()
        .fired(strike, one.name() + way(oneWay, turned) + other.name() + Nemesis.forMs(forNs));
    cut(one, other, oneWay, turned, forNs, strike.chance());
  }

  private static String way(boolean oneWay, boolean turned) {
    return oneWay ? turned ? " from " : " to " : " and ";
  }

  void cutFromCoordinator(SimulatedProcess process, Strike strike) {
    long forNs = strike.chance().between(50, 4_000) * Chance.MS;
    boolean oneWay = strike.chance().percent(50);
    world
        .nemesis()
        .fired(strike, process.name() + (oneWay ? " one way" : "") + Nemesis.forMs(forNs));
    for (CoordinatorNode node : world.coordinators().nodes()) {
      cut(process, node, oneWay, strike.chance().percent(50), forNs, strike.chance());
    }
  }

  private void cut(
      Endpoint one, Endpoint other, boolean oneWay, boolean turned, long forNs, Chance chance) {
    world.probes().hit(oneWay ? "cut one way" : "cut both ways");
    Endpoint from = turned ? other : one;
    Endpoint to = turned ? one : other;
    world.network().cut(from, to, chance);
    if (!oneWay) {
      world.network().cut(to, from, chance);
    }
    Runnable joined =
        () -> {
          world.network().heal(from, to);
          world.network().heal(to, from);
        };
    after(forNs, one, joined);
    sparing.recoversAfter(forNs, other);
  }

  void slow(SimulatedProcess process, Strike strike) {
    long extraNs = strike.chance().between(20, 700) * Chance.MS;
    long forNs = strike.chance().between(500, 4_000) * Chance.MS;
    world.probes().hit("slow node");
    world
        .nemesis()
        .fired(
            strike,
            process.name() + " by up to " + extraNs / Chance.MS + " ms" + Nemesis.forMs(forNs));
    world.network().slowDown(process, extraNs);
    after(forNs, process, () -> world.network().speedUp(process));
  }

  void loseConnection(Strike strike) {
    List<Connection> all = world.network().connections();
    if (all.isEmpty()) {
      return;
    }
    Connection chosen = strike.chance().oneOf(all, NetworkFaults::parties);
    boolean control = chosen.end(1) instanceof CoordinatorNode;
    if (control && !sparing.spares((SimulatedProcess) chosen.end(0))) {
      return;
    }
    world.probes().hit(control ? "control connection lost" : "peer connection lost");
    world.nemesis().fired(strike, chosen.end(0).name() + " and " + chosen.end(1).name());
    if (control) {
      sparing.recoversAfter(0, chosen.end(0));
    }
    chosen.breakUp(
        strike.chance().percent(70),
        strike.chance().between(0, 300) * Chance.MS,
        strike.chance().between(0, 300) * Chance.MS);
  }

  /** The same in every run, unlike the numbers of processes. */
  private static String parties(Connection connection) {
    return party(connection.end(0)) + " " + party(connection.end(1));
  }

  private static String party(Endpoint end) {
    return end instanceof SimulatedProcess process ? process.instance() : end.name();
  }

  private void after(long forNs, Endpoint process, Runnable end) {
    sparing.recoversAfter(forNs, process);
    world.queue().after(forNs, end);
  }
}
