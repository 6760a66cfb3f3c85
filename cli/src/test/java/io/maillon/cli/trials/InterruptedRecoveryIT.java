package io.maillon.cli.trials;

import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recoveries hit in the middle: the new owner killed as soon as its claim is seen, the leader of
 * the coordinators killed right after an instance. Whether the blow fell between claim and
 * activation is told, the result has to be right either way; {@code -Dtrials.attempts=5} for more
 * of each.
 */
@ExtendWith(TrialCluster.Shared.class)
class InterruptedRecoveryIT {
  private static final int ATTEMPTS = Integer.getInteger("trials.attempts", 1);

  private final Random random = new Random(Long.getLong("trials.seed", 1L));

  @Test
  void interruptedRecoveriesEndRight(TrialCluster cluster, @TempDir Path temporary)
      throws Exception {
    Path input = TrialInput.flights(temporary, 60_000);
    try (TrialPipeline flights =
        new TrialPipeline(cluster, "interrupted", Pipelines.flights(2, 4), input)) {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        killTheNewOwner(flights);
        killTheLeader(cluster, flights);
      }
      flights.awaitWhole();
      flights.release();
      flights.awaitDone();
      flights.check(Pipelines.CHECK_FLIGHTS, input, "delays.csv");
    }
  }

  private void killTheNewOwner(TrialPipeline flights) {
    PipelineStatus whole = flights.awaitWhole();
    PartitionStatus target = whole.stage("delays").get(random.nextInt(8));
    String owner = target.owner().orElseThrow();
    TrialPipeline.kill(whole, List.of(owner));
    // The candidate's claim, or, when it was too quick to be seen, the new owner.
    String successor =
        flights.awaitThat(
            "successor of " + owner,
            s ->
                Optional.of(s.partition(target.id()).orElseThrow())
                    .map(p -> p.claim().isEmpty() ? p.owner().orElse("") : candidate(p))
                    .filter(o -> !o.isEmpty() && !o.equals(owner)));
    PipelineStatus now = flights.look().orElse(whole);
    TrialPipeline.kill(now, List.of(successor));
    boolean during = !now.partition(target.id()).orElseThrow().claim().isEmpty();
    tell(flights, "new owner " + successor, during);
    flights.awaitDead(List.of(owner, successor));
  }

  private static String candidate(PartitionStatus partition) {
    return partition.claim().substring(0, partition.claim().indexOf(' '));
  }

  private void killTheLeader(TrialCluster cluster, TrialPipeline flights) {
    PipelineStatus whole = flights.awaitWhole();
    String leader = cluster.leader();
    String victim = whole.stage("delays").get(random.nextInt(8)).owner().orElseThrow();
    TrialPipeline.kill(whole, List.of(victim));
    boolean during =
        Await.until(
                "the death of " + victim + " or another leader",
                () -> flights.look().filter(s -> !TrialPipeline.isAlive(victim, s)),
                () -> "the former status")
            .partitions()
            .stream()
            .anyMatch(p -> p.state().equals("RECOVERING"));
    cluster.killCoordinator(leader);
    tell(flights, "leader " + leader, during);
    flights.awaitDead(List.of(victim));
    cluster.startCoordinatorsAgain();
  }

  private static void tell(TrialPipeline flights, String who, boolean during) {
    System.out.println(
        flights.name()
            + ": killed "
            + who
            + (during ? " between claim and activation" : " after the activation"));
  }
}
