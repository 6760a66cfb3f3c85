package io.maillon.cli.internal.chaos;

import io.maillon.chaos.simulation.Reduction;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is to be simulated.
 *
 * @param seed the only one to be run, empty = as many as are wanted
 * @param seeds how many
 * @param base that they are drawn from
 * @param reduction what is left out of each world
 * @param threads that run worlds
 * @param directory where the trace of a failure goes
 * @param user whose pipeline the worlds run; empty = they draw their own
 */
public record SimulationOptions(
    OptionalLong seed,
    long seeds,
    long base,
    Reduction reduction,
    int threads,
    Path directory,
    Optional<UserSubject> user) {

  boolean isReduced() {
    return !reduction.equals(Reduction.NONE);
  }
}
