package io.maillon.cli.internal.chaos;

import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.workload.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a suite is run on real nodes.
 *
 * @param time for which faults come; empty = as the suite has it
 * @param seed of the schedule; empty = a fresh one
 * @param ratePerSecond of records into the suites' own pipeline
 * @param traffic how these are spread over time and keys
 * @param replication of its stages
 * @param instances nodes that run functions
 * @param store where history, logs and report go
 * @param pipeline of the user; empty = the suites' own
 * @param jars with its functions
 * @param compared files that its functions write
 */
public record ClusterOptions(
    Backend backend,
    Optional<Duration> time,
    Optional<Long> seed,
    int ratePerSecond,
    Traffic traffic,
    int replication,
    int instances,
    Path store,
    Optional<Path> pipeline,
    List<Path> jars,
    List<Path> compared) {
  public ClusterOptions {
    jars = List.copyOf(jars);
    compared = List.copyOf(compared);
  }
}
