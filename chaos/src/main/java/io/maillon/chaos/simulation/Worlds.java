package io.maillon.chaos.simulation;

/** Runs worlds of one kind, one for each seed. Thread-safe. */
@FunctionalInterface
public interface Worlds {
  /** Those that draw their pipeline too. */
  Worlds DRAWN = (seed, reduction, traced) -> new Simulation(seed, reduction, traced).run();

  /**
   * @param reduction what is left out of the world
   * @param traced whether to keep every line of what happens; costs time and memory
   */
  SimulationReport run(long seed, Reduction reduction, boolean traced);
}
