package io.maillon.cli.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.coordinator.status.PipelineStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** All coordinators killed: records go on flowing, and what was agreed is still there after. */
@ExtendWith(TrialCluster.Shared.class)
class NoCoordinatorIT {
  private static final long MORE_BYTES = 20_000;

  @Test
  void recordsFlowWithoutCoordinatorsAndStateSurvives(TrialCluster cluster, @TempDir Path temporary)
      throws Exception {
    Path input = TrialInput.flights(temporary, 60_000);
    try (TrialPipeline flights =
        new TrialPipeline(cluster, "headless", Pipelines.flights(1, 4), input)) {
      PipelineStatus before = flights.awaitWhole();
      cluster.killAllCoordinators();
      long bytes = flights.sinkBytes("delays.csv");
      long more =
          Await.until(
              "output without coordinators",
              () ->
                  Optional.of(flights.sinkBytes("delays.csv") - bytes).filter(m -> m > MORE_BYTES),
              () -> flights.sinkBytes("delays.csv") + " bytes after " + bytes);
      assertEquals(0, cluster.coordinatorsAlive());
      System.out.println(flights.name() + ": " + more + " bytes written without coordinators");

      cluster.startCoordinatorsAgain();
      PipelineStatus after = flights.awaitWhole();
      assertEquals(epochs(before), epochs(after));
      List<String> victim = List.of(after.stage("delays").get(1).owner().orElseThrow());
      TrialPipeline.kill(after, victim);
      flights.awaitDead(victim);
      flights.awaitWhole();
      flights.release();
      flights.awaitDone();
      flights.check(Pipelines.CHECK_FLIGHTS, input, "delays.csv");
    }
  }

  private static Map<String, String> epochs(PipelineStatus status) {
    Map<String, String> all = new TreeMap<>();
    status
        .partitions()
        .forEach(
            p -> all.put(p.id().toString(), p.epoch() + " " + p.owner().orElse("") + p.replicas()));
    return all;
  }
}
