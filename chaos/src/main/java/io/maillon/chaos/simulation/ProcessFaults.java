package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.Command;
import java.util.List;
import java.util.Optional;

/** Ends, freezes and defames processes. */
final class ProcessFaults {
  private static final int PAUSE_MAX_MS = 10_000;

  private final World world;
  private final Sparing sparing;

  ProcessFaults(World world, Sparing sparing) {
    this.world = world;
    this.sparing = sparing;
  }

  void crash(SimulatedProcess process, Strike strike) {
    world.nemesis().fired(strike, process.name());
    process.end(SimulatedProcess.KILLED);
  }

  void pause(SimulatedProcess process, Strike strike) {
    Chance chance = strike.chance();
    long forNs = chance.between(50, chance.percent(30) ? PAUSE_MAX_MS : 600) * Chance.MS;
    world.probes().hit("process frozen");
    world.nemesis().fired(strike, process.name() + Nemesis.forMs(forNs));
    process.freeze();
    sparing.recoversAfter(forNs, process);
    world.queue().after(forNs, process::thaw);
  }

  /** Log files are only as good as the sync policy: without it they are not promised to survive. */
  void losePower(Strike strike) {
    if (world.swarm().onFiles() && !world.swarm().synced()) {
      return;
    }
    String host = World.HOSTS.get(strike.chance().between(0, World.HOSTS.size() - 1));
    List<SimulatedProcess> there =
        world.processes().stream()
            .filter(p -> !p.isGone() && world.hostOf(p.instance()).equals(host))
            .toList();
    if (there.isEmpty() || !sparing.spares(there)) {
      return;
    }
    world.nemesis().fired(strike, host + " with " + there.stream().map(p -> p.name()).toList());
    there.forEach(p -> p.end(SimulatedProcess.KILLED));
    world.losePower(host, strike.chance());
  }

  void suspect(SimulatedProcess process, Strike strike) {
    Optional<Life> life = process.life();
    Optional<CoordinatorNode> leader = world.coordinators().leader();
    if (life.isEmpty() || leader.isEmpty()) {
      return;
    }
    world.nemesis().fired(strike, life.get().id() + " by " + leader.get().name());
    sparing.recoversAfter(0, process);
    long nowMs = World.wallMs(world);
    Action.Death death = new Action.Death(life.get().id(), "suspected", nowMs, nowMs, nowMs);
    leader
        .get()
        .propose(
            new Command(
                nowMs, 0, 0, new Action.DeclareDead(world.swarm().spec().name(), List.of(death))));
  }
}
