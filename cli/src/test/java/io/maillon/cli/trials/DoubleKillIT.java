package io.maillon.cli.trials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.cli.internal.cluster.RemoteCluster;
import io.maillon.cli.internal.command.MaillonCommand;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.control.PipelineState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances killed at the same moment: {@code -Dtrials.rounds=10} for the whole trial. */
@ExtendWith(TrialCluster.Shared.class)
class DoubleKillIT {
  private static final int ROUNDS = Integer.getInteger("trials.rounds", 1);

  @Test
  void twoReplicasSurviveOwnerAndReplica(TrialCluster cluster, @TempDir Path temporary)
      throws Exception {
    Path input = TrialInput.flights(temporary, 40_000);
    Random random = new Random(Long.getLong("trials.seed", 1L));
    try (TrialPipeline flights =
        new TrialPipeline(cluster, "double", Pipelines.flights(2, 4), input)) {
      for (int round = 1; round <= ROUNDS; round++) {
        PipelineStatus whole = flights.awaitWhole();
        PartitionStatus target = whole.stage("delays").get(random.nextInt(8));
        List<String> victims =
            List.of(target.owner().orElseThrow(), target.replicas().get(random.nextInt(2)));
        TrialPipeline.kill(whole, victims);
        flights.awaitDead(victims);
      }
      flights.awaitWhole();
      flights.release();
      flights.awaitDone();
      flights.check(Pipelines.CHECK_FLIGHTS, input, "delays.csv");
    }
  }

  @Test
  void oneReplicaKilledWithItsOwnerIsToldAsDataLoss(TrialCluster cluster, @TempDir Path temporary)
      throws Exception {
    Path input = TrialInput.flights(temporary, 20_000);
    try (TrialPipeline flights =
        new TrialPipeline(cluster, "loss", Pipelines.flights(1, 4), input)) {
      PipelineStatus whole =
          flights.await(
              "a delays partition whose loss harms no other stage",
              s ->
                  s.stage("write").stream().anyMatch(p -> p.consumed() > 0)
                      && target(s).isPresent());
      PartitionStatus target = target(whole).orElseThrow();
      TrialPipeline.kill(whole, List.of(target.owner().orElseThrow(), target.replicas().get(0)));
      PipelineStatus lost = flights.await("a loss", s -> s.state() == PipelineState.DATA_LOSS);
      assertTrue(
          lost.message()
              .contains("partition " + target.id() + " epoch " + target.epoch() + ": owner "),
          lost.message());
      assertTrue(lost.message().contains("outputs after offset "), lost.message());
      System.out.println(flights.name() + ": " + lost.message());
      Await.until(
          flights.name() + ": the sink recovered, which lost nothing",
          () -> flights.look().filter(s -> s.stage("write").stream().allMatch(p -> isWell(p, s))),
          lost::toString);
      expectNoGapSoFar(flights, Set.of());
      expectExitStatus3(cluster, flights);

      flights.release();
      String answer = cluster.operator().resume(flights.name());
      assertTrue(answer.startsWith("resumed; accepted: partition "), answer);
      assertTrue(answer.contains(target.id().toString()), answer);
      flights.awaitDone();
      expectNoGapSoFar(flights, airportsOf(lost));
      String end = flights.look().orElseThrow().message();
      assertTrue(end.contains("accepted: partition "), end);
    }
  }

  /** One whose owner and replica have no log of another stage to themselves. */
  private static Optional<PartitionStatus> target(PipelineStatus s) {
    Set<Set<String>> others =
        s.partitions().stream()
            .filter(p -> !p.id().stage().equals("delays"))
            .map(DoubleKillIT::members)
            .collect(Collectors.toSet());
    return s.stage("delays").stream()
        .filter(p -> p.consumed() > 0 && members(p).size() == 2 && !others.contains(members(p)))
        .findFirst();
  }

  private static Set<String> members(PartitionStatus partition) {
    Set<String> members = new TreeSet<>(partition.replicas());
    partition.owner().ifPresent(members::add);
    return members;
  }

  private static boolean isWell(PartitionStatus p, PipelineStatus s) {
    return p.state().equals("ACTIVE")
        && p.owner().flatMap(s::instance).filter(InstanceStatus::alive).isPresent();
  }

  private static Set<Integer> airportsOf(PipelineStatus lost) {
    return lost.stage("delays").stream()
        .filter(p -> p.state().equals("DATA_LOSS"))
        .map(p -> p.id().index())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The counts of each airport run 1, 2, 3, …: nothing is missing in what was written.
   *
   * @param lost partitions whose state began anew after an accepted loss
   */
  private static void expectNoGapSoFar(TrialPipeline flights, Set<Integer> lost) throws Exception {
    Map<String, Long> counts = new HashMap<>();
    long lines = 0;
    for (String line : flights.outputSoFar("delays.csv")) {
      String[] fields = line.split(",", -1);
      long before = counts.getOrDefault(fields[0], 0L);
      long count = Long.parseLong(fields[1]);
      boolean afresh = count == 1 && lost.contains(TrialPipeline.partition(fields[0], 8));
      assertTrue(afresh || count == before + 1, flights.name() + ": " + line + " after " + before);
      counts.put(fields[0], count);
      lines++;
    }
    assertTrue(lines > 0, "no output");
  }

  private static void expectExitStatus3(TrialCluster cluster, TrialPipeline flights)
      throws Exception {
    Path file = Files.writeString(flights.file("again.yaml"), flights.yaml());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String addresses =
        cluster.addresses().stream().map(Object::toString).collect(Collectors.joining(","));
    int status =
        MaillonCommand.line(new PrintWriter(out), new PrintWriter(err), RemoteCluster::new)
            .execute("run", "--coordinators", addresses, file.toString());
    assertEquals(3, status, err.toString());
    assertTrue(err.toString().contains("DATA_LOSS: "), err.toString());
    // One loss is told in the message itself, several in lines before it.
    assertTrue((out + err.toString()).contains("partition delays/"), out + err.toString());
  }
}
