package io.maillon.chaos.suite;

import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.cluster.Program;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a suite is run.
 *
 * @param suite what is done
 * @param seed of the schedule
 * @param duration of the time in which faults begin
 * @param backend on which machines
 * @param program that the nodes run
 * @param coordinators how many
 * @param instances how many
 * @param instanceJvm flags of their JVMs
 * @param coordinatorJvm flags of theirs
 * @param instanceArguments more arguments for instances, such as {@code --jar my.jar}
 * @param progress told what happens, a line at a time
 */
public record SuiteOptions(
    Suite suite,
    long seed,
    Duration duration,
    Backend backend,
    Program program,
    int coordinators,
    int instances,
    String instanceJvm,
    String coordinatorJvm,
    List<String> instanceArguments,
    Consumer<String> progress) {
  public SuiteOptions {
    instanceArguments = List.copyOf(instanceArguments);
    if (coordinators < 1 || instances < 1 || duration.isNegative()) {
      throw new IllegalArgumentException(
          "suite: "
              + coordinators
              + " coordinators, "
              + instances
              + " instances for "
              + duration
              + ": expected at least one of each, and a time");
    }
  }
}
