package io.maillon.chaos.simulation;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.LogKind;
import java.util.List;
import java.util.Optional;

/**
 * What became of one partition with replicas in one run.
 *
 * @param seed of the run
 * @param end why what came later is left out; empty = nothing is
 */
public record PartitionTrace(
    long seed,
    PartitionId partition,
    int replication,
    LogKind log,
    List<Transition> transitions,
    Optional<String> end) {
  public PartitionTrace {
    transitions = List.copyOf(transitions);
  }

  @Override
  public String toString() {
    return "seed 0x%X %s, replication %d, log %s, %d transitions%s"
        .formatted(
            seed,
            partition,
            replication,
            log,
            transitions.size(),
            end.map(why -> " until " + why).orElse(""));
  }
}
