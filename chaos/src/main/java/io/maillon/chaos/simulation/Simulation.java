package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.PipelineRecord;
import java.util.List;
import java.util.Optional;

/**
 * Runs the world of one seed from its start to its end: faults for a while, then everything heals
 * and the pipeline has to be done within a bound (invariant 7).
 *
 * <p>A run is a pure function of its seed and of what is left out.
 */
public final class Simulation {
  /** Number of the invariant that a pipeline's result is right. */
  public static final int RESULT = 5;

  private final long seed;
  private final Reduction reduction;
  private final World world;

  /**
   * @param traced whether to keep every line of what happens; costs time and memory
   */
  public Simulation(long seed, boolean traced) {
    this(seed, Reduction.NONE, traced);
  }

  /**
   * @param reduction what is left out of the world
   * @param traced whether to keep every line of what happens; costs time and memory
   */
  public Simulation(long seed, Reduction reduction, boolean traced) {
    this(seed, reduction, new World(seed, reduction, traced, Optional.empty(), false));
  }

  private Simulation(long seed, Reduction reduction, World world) {
    this.seed = seed;
    this.reduction = reduction;
    this.world = world;
  }

  /**
   * A world for a given pipeline.
   *
   * @param traced whether to keep every line of what happens; costs time and memory
   */
  public static Simulation of(
      long seed, Reduction reduction, boolean traced, SimulatedPipeline pipeline) {
    return new Simulation(
        seed, reduction, new World(seed, reduction, traced, Optional.of(pipeline), false));
  }

  /**
   * The same without faults, and with nothing left broken at the end.
   *
   * @param records of each source partition, at most
   */
  public static Simulation undisturbed(long seed, int records, SimulatedPipeline pipeline) {
    Reduction reduction = Reduction.NONE.withFaults(List.of()).withRecords(records);
    return new Simulation(
        seed, reduction, new World(seed, reduction, false, Optional.of(pipeline), true));
  }

  /** One that records what becomes of the partitions with replicas. */
  public static Simulation recorded(long seed) {
    Simulation simulation = new Simulation(seed, Reduction.NONE, false);
    simulation.world.record();
    return simulation;
  }

  /** After the run; empty when they are not recorded. */
  public List<PartitionTrace> partitionTraces() {
    return world.recorder().traces(seed);
  }

  /** Of each source partition. */
  public int records() {
    return world.records();
  }

  /** To be called once. */
  public SimulationReport run() {
    try {
      world.begin();
      while (!world.isOver()) {
        world.queue().runNext();
        checkLiveness();
      }
      if (!world.truths().lossAccepted() && !world.isFailedByDisk()) {
        world.pipeline().check().ifPresent(Simulation::convict);
      }
      return report(Optional.empty(), Optional.empty(), Optional.empty());
    } catch (Violation v) {
      String text = "invariant " + v.invariant() + ": " + v.getMessage();
      return report(Optional.of(v.invariant()), Optional.of(text), Optional.of(v));
    } catch (RuntimeException e) { // Top loop: whatever a core throws is a finding.
      String text = "invariant 0: a core threw " + e;
      return report(Optional.of(0), Optional.of(text), Optional.of(e));
    }
  }

  private static void convict(String wrong) {
    throw new Violation(RESULT, wrong);
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

  private SimulationReport report(
      Optional<Integer> invariant, Optional<String> violation, Optional<RuntimeException> cause) {
    return new SimulationReport(
        seed,
        reduction,
        world.queue().executed(),
        world.queue().elapsedNs(),
        world.trace().hash(),
        invariant,
        violation,
        cause,
        List.copyOf(world.nemesis().fired()),
        world.records(),
        world.trace().last(),
        world.trace().lines(),
        world.probes());
  }
}
