package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.PipelineRecord;
import java.util.Optional;

/**
 * Runs the world of one seed from its start to its end: faults for a while, then everything heals
 * and the pipeline has to be done within a bound (invariant 7).
 *
 * <p>A run is a pure function of its seed.
 */
public final class Simulation {
  private final long seed;
  private final World world;

  /**
   * @param traced whether to keep every line of what happens; costs time and memory
   */
  public Simulation(long seed, boolean traced) {
    this.seed = seed;
    world = new World(seed, traced);
  }

  /** To be called once. */
  public SimulationReport run() {
    try {
      world.begin();
      while (!world.isOver()) {
        world.queue().runNext();
        checkLiveness();
      }
      if (!world.truths().lossAccepted()) {
        new SinkCheck(world).check();
      }
      return report(Optional.empty(), Optional.empty());
    } catch (Violation v) {
      return report(
          Optional.of("invariant " + v.invariant() + ": " + v.getMessage()), Optional.of(v));
    } catch (RuntimeException e) { // Top loop: whatever a core throws is a finding.
      return report(Optional.of("invariant 0: a core threw " + e), Optional.of(e));
    }
  }

  private void checkLiveness() {
    long sinceNs = world.queue().elapsedNs() - world.nemesis().healedNs();
    if (sinceNs > Swarm.DONE_WITHIN_NS) {
      throw new Violation(
          7,
          "not done "
              + Swarm.DONE_WITHIN_NS / Chance.SECOND
              + " s after the last fault: "
              + world.coordinators().pipeline().map(Simulation::pending).orElse("no pipeline"));
    }
  }

  private static String pending(PipelineRecord pipeline) {
    StringBuilder text = new StringBuilder(pipeline.state().toString());
    pipeline.partitions().stream()
        .filter(p -> !p.finished())
        .forEach(
            p ->
                text.append(' ')
                    .append(p.partition())
                    .append(' ')
                    .append(p.active())
                    .append(p.claim().map(c -> " " + c).orElse("")));
    return text.toString();
  }

  private SimulationReport report(Optional<String> violation, Optional<RuntimeException> cause) {
    return new SimulationReport(
        seed,
        world.queue().executed(),
        world.queue().elapsedNs(),
        world.trace().hash(),
        violation,
        cause,
        world.trace().last(),
        world.trace().lines(),
        world.probes());
  }
}
