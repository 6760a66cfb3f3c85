package io.maillon.cli.trials;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.InstanceId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGSTOP and SIGCONT: a frozen owner's work moves on, and awake again it changes nothing. It stays
 * frozen until its work has moved and {@code -Dtrials.freezeMs=5000} have passed.
 */
@ExtendWith(TrialCluster.Shared.class)
class FrozenOwnerIT {
  private static final long FREEZE_NS = Long.getLong("trials.freezeMs", 0L) * 1_000_000L;

  @Test
  void zombieChangesNothingAndRejoins(TrialCluster cluster, @TempDir Path temporary)
      throws Exception {
    Path input = TrialInput.flights(temporary, 30_000);
    try (TrialPipeline flights =
        new TrialPipeline(cluster, "frozen", Pipelines.flights(1, 4), input)) {
      PipelineStatus whole = flights.awaitWhole();
      String victim = whole.stage("delays").get(1).owner().orElseThrow();
      ProcessHandle process = TrialPipeline.process(whole, victim);
      long frozenNs = System.nanoTime();
      TrialPipeline.signal("STOP", process);
      try {
        flights.await(
            "work of " + victim + " elsewhere",
            s ->
                System.nanoTime() - frozenNs >= FREEZE_NS
                    && s.partitions().stream()
                        .allMatch(
                            p ->
                                p.state().equals("ACTIVE")
                                    && !p.owner().orElse(victim).equals(victim)));
      } finally {
        TrialPipeline.signal("CONT", process);
      }
      InstanceStatus rejoined =
          flights.awaitThat(
              "a new life of the process " + process.pid(),
              s ->
                  s.instances().stream()
                      .filter(i -> i.pid() == process.pid() && i.alive())
                      .filter(i -> isLater(i.id(), victim))
                      .findFirst());
      System.out.println(flights.name() + ": " + victim + " woke up as " + rejoined.id());
      PipelineStatus after = flights.awaitWhole();
      assertFalse(TrialPipeline.isAlive(victim, after));
      flights.release();
      flights.awaitDone();
      flights.check(Pipelines.CHECK_FLIGHTS, input, "delays.csv");
    }
  }

  private static boolean isLater(String instance, String than) {
    return InstanceId.parse(instance).incarnation() > InstanceId.parse(than).incarnation();
  }
}
