package io.maillon.recovery.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final PartitionId P = new PartitionId("work", 0);

  private final List<InstanceView> living = new ArrayList<>();

  @Test
  void replacesADeadOwnerByAReplica() {
    live("b#1", "c#1", "d#1");
    Plan.Move move = only(plan(1, LogKind.MEMORY, owned("a#1", "b#1")));
    assertEquals(new Claim(2, id("b#1"), ids("c#1")), move.claim());
    assertFalse(move.fresh());
    assertEquals("loss of owner a#1", move.cause());
  }

  @Test
  void keepsTheOtherReplicasOfADeadOwner() {
    live("b#1", "c#1", "d#1");
    Claim claim = only(plan(2, LogKind.MEMORY, owned("a#1", "b#1", "c#1"))).claim();
    assertEquals(new Claim(2, id("b#1"), ids("c#1", "d#1")), claim);
  }

  @Test
  void letsSomebodyElseTakeOverWhereNoReplicaCanRunTheStage() {
    living.add(new InstanceView(id("b#1"), true, "b", List.of(), true, List.of()));
    live("c#1");
    Claim claim = only(plan(1, LogKind.MEMORY, owned("a#1", "b#1"))).claim();
    assertEquals(new Claim(2, id("c#1"), ids("b#1")), claim, "a log host runs nothing");
  }

  @Test
  void takesASmallerSetRatherThanNone() {
    live("b#1", "c#1");
    Claim claim = only(plan(3, LogKind.MEMORY, owned("a#1", "b#1", "d#1", "e#1"))).claim();
    assertEquals(new Claim(2, id("b#1"), ids("c#1")), claim);
  }

  @Test
  void waitsWhileNobodyCanHoldAReplica() {
    live("b#1");
    Plan plan = plan(1, LogKind.MEMORY, owned("a#1", "b#1"));
    assertTrue(plan.moves().isEmpty());
    assertEquals("waits for an instance that can hold a replica", plan.waiting().get(P));
  }

  @Test
  void givesNoWorkToTheUnreachable() {
    living.add(new InstanceView(id("b#1"), false, "b", List.of(), false, List.of()));
    live("c#1");
    Plan plan = plan(1, LogKind.MEMORY, owned("a#1", "b#1"));
    Claim claim = only(plan).claim();
    assertEquals(new Claim(2, id("c#1"), ids("b#1")), claim, "what it holds is not given up");
    living.remove(1);
    assertTrue(plan(1, LogKind.MEMORY, owned("a#1", "b#1")).moves().isEmpty());
    assertTrue(plan(1, LogKind.MEMORY, owned("a#1", "b#1")).lost().isEmpty());
  }

  @Test
  void declaresLossWhenOwnerAndReplicasAreGone() {
    live("c#1", "d#1");
    assertEquals(List.of(P), plan(1, LogKind.MEMORY, owned("a#1", "b#1")).lost());
    PartitionView accepted =
        new PartitionView(P, owned("a#1", "b#1").active(), 1, Optional.empty(), false, true);
    assertTrue(only(plan(1, LogKind.MEMORY, accepted)).fresh());
  }

  @Test
  void waitsForFilesInsteadOfDeclaringLoss() {
    live("c#1", "d#1");
    Plan plan = plan(1, LogKind.FILE, owned("a#1", "b#1"));
    assertTrue(plan.lost().isEmpty() && plan.moves().isEmpty());
    assertEquals("waits for the files of one of [b#1]", plan.waiting().get(P));
  }

  @Test
  void withoutReplicasInMemoryItBeginsAnewAnywhere() {
    live("b#1");
    Plan.Move move = only(plan(0, LogKind.MEMORY, owned("a#1")));
    assertTrue(move.fresh());
    assertEquals(new Claim(2, id("b#1"), List.of()), move.claim());
  }

  @Test
  void withoutReplicasOnFileOnlyWhoCarriesItTakesOver() {
    live("b#1");
    Plan waiting = plan(0, LogKind.FILE, owned("a#1"));
    assertEquals("waits for the file of a#1", waiting.waiting().get(P));
    living.add(new InstanceView(id("a#2"), true, "a", List.of(), false, ids("a#1")));
    Plan.Move move = only(plan(0, LogKind.FILE, owned("a#1")));
    assertEquals(id("a#2"), move.claim().candidate());
    assertFalse(move.fresh());
  }

  @Test
  void replacesADeadReplicaUnderTheSameOwner() {
    live("a#1", "c#1");
    Plan.Move move = only(plan(1, LogKind.MEMORY, owned("a#1", "b#1")));
    assertEquals(new Claim(2, id("a#1"), ids("c#1")), move.claim());
    assertEquals("loss of replica b#1", move.cause());
  }

  @Test
  void goesOnWithFewerReplicasAndFillsUpLater() {
    live("a#1", "c#1");
    PartitionView two = owned("a#1", "b#1", "c#1");
    assertEquals(ids("c#1"), only(plan(2, LogKind.MEMORY, two)).claim().replicas());
    assertTrue(plan(2, LogKind.MEMORY, owned("a#1", "c#1")).moves().isEmpty());
    live("d#1");
    Claim filled = only(plan(2, LogKind.MEMORY, owned("a#1", "c#1"))).claim();
    assertEquals(ids("c#1", "d#1"), filled.replicas());
  }

  @Test
  void prefersAnotherHostForAReplica() {
    living.add(new InstanceView(id("a#1"), true, "h1", List.of(), false, List.of()));
    living.add(new InstanceView(id("c#1"), true, "h1", List.of(), false, List.of()));
    living.add(new InstanceView(id("d#1"), true, "h2", List.of(), false, List.of()));
    assertEquals(ids("d#1"), only(plan(1, LogKind.MEMORY, owned("a#1", "b#1"))).claim().replicas());
  }

  @Test
  void leavesAClaimAloneWhileItsMembersLive() {
    live("b#1", "c#1", "d#1");
    PartitionView pending =
        claimed(owned("a#1", "b#1"), new Claim(2, id("b#1"), ids("c#1")), false);
    assertTrue(plan(1, LogKind.MEMORY, pending).moves().isEmpty());
  }

  @Test
  void replacesAClaimWhoseMemberDied() {
    live("b#1", "d#1");
    PartitionView pending =
        claimed(owned("a#1", "b#1"), new Claim(2, id("b#1"), ids("c#1")), false);
    assertEquals(
        new Claim(3, id("b#1"), ids("d#1")), only(plan(1, LogKind.MEMORY, pending)).claim());
  }

  @Test
  void givesAStuckClaimToSomebodyElse() {
    live("b#1", "c#1", "d#1");
    PartitionView stuck = claimed(owned("a#1", "b#1"), new Claim(2, id("b#1"), ids("c#1")), true);
    assertEquals(new Claim(3, id("c#1"), ids("b#1")), only(plan(1, LogKind.MEMORY, stuck)).claim());
  }

  @Test
  void dealsPartitionsInTurnAtTheStart() {
    live("a#1", "b#1", "c#1");
    PipelineSpec spec =
        new PipelineSpec(
            "p",
            List.of(stage("one", 4, 2, 1, LogKind.MEMORY), stage("two", 2, 1, 1, LogKind.MEMORY)),
            List.of(new LinkSpec("one", "two", Edge.KEYED)),
            Limits.DEFAULT);
    List<PartitionView> partitions =
        spec.partitions().stream()
            .map(p -> new PartitionView(p, Configuration.NONE, 0, Optional.empty(), false, false))
            .toList();
    Plan plan = Planner.plan(spec, partitions, living);
    List<InstanceId> owners = plan.moves().stream().map(m -> m.claim().candidate()).toList();
    assertEquals(ids("a#1", "b#1", "a#1", "b#1", "c#1", "c#1"), owners);
    assertTrue(plan.moves().stream().allMatch(m -> m.fresh() && m.cause().equals("start")));
    assertEquals(
        ids("c#1"), plan.moves().get(0).claim().replicas(), "where all its outputs will go");
  }

  @Test
  void letsTheNewcomerHoldReplicasOfTheMostLoaded() {
    live("a#1", "b#1", "c#1");
    List<PartitionView> partitions = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      partitions.add(view(i, "a#1", "b#1"));
    }
    Plan plan = Planner.plan(workers(6, LogKind.MEMORY), partitions, living);
    assertEquals(2, plan.moves().size(), "six and none become four and two");
    for (Plan.Move move : plan.moves()) {
      assertEquals(new Claim(2, id("a#1"), ids("c#1")), move.claim());
      assertFalse(move.fresh());
    }
    List<PartitionView> spread = new ArrayList<>(partitions.subList(2, 6));
    for (int i = 0; i < 2; i++) {
      spread.add(view(i, "a#1", "c#1"));
    }
    assertTrue(
        Planner.plan(workers(6, LogKind.MEMORY), spread, living).moves().isEmpty(), "for good");
    assertTrue(
        Planner.plan(workers(6, LogKind.FILE), partitions, living).moves().isEmpty(),
        "files stay where they are");
  }

  @Test
  void spreadsNothingWhileSomethingRecovers() {
    live("a#1", "b#1", "c#1");
    List<PartitionView> partitions = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      partitions.add(view(i, "a#1", "b#1"));
    }
    PartitionView before = view(5, "d#1", "b#1");
    partitions.add(
        new PartitionView(
            before.id(),
            before.active(),
            2,
            Optional.of(new Claim(2, id("b#1"), ids("c#1"))),
            false,
            false));
    assertTrue(
        Planner.plan(workers(6, LogKind.MEMORY), partitions, living).moves().isEmpty(),
        "a claim is under way");
  }

  @Test
  void decidesTheSameAgain() {
    live("b#1", "c#1", "d#1", "e#1");
    assertEquals(
        plan(2, LogKind.MEMORY, owned("a#1", "b#1")), plan(2, LogKind.MEMORY, owned("a#1", "b#1")));
  }

  private void live(String... lives) {
    for (InstanceId id : ids(lives)) {
      living.add(new InstanceView(id, true, "host-" + id.name(), List.of(), false, List.of()));
    }
  }

  private Plan plan(int replication, LogKind log, PartitionView partition) {
    PipelineSpec spec =
        new PipelineSpec(
            "p", List.of(stage("work", 1, 1, replication, log)), List.of(), Limits.DEFAULT);
    return Planner.plan(spec, List.of(partition), living);
  }

  private static PipelineSpec workers(int partitions, LogKind log) {
    return new PipelineSpec(
        "p", List.of(stage("work", partitions, 1, 1, log)), List.of(), Limits.DEFAULT);
  }

  private static PartitionView view(int index, String owner, String replica) {
    return new PartitionView(
        new PartitionId("work", index),
        Configuration.of(1, id(owner), ids(replica)),
        1,
        Optional.empty(),
        false,
        false);
  }

  private static StageSpec stage(
      String name, int partitions, int instances, int replication, LogKind log) {
    return new StageSpec(
        name,
        StageSpec.Kind.FUNCTION,
        "X",
        partitions,
        instances,
        replication,
        log,
        new TreeMap<>());
  }

  private static PartitionView owned(String owner, String... replicas) {
    Configuration active = Configuration.of(1, id(owner), ids(replicas));
    return new PartitionView(P, active, 1, Optional.empty(), false, false);
  }

  private static PartitionView claimed(PartitionView before, Claim claim, boolean stuck) {
    return new PartitionView(P, before.active(), claim.epoch(), Optional.of(claim), stuck, false);
  }

  private static Plan.Move only(Plan plan) {
    assertEquals(1, plan.moves().size(), plan::toString);
    return plan.moves().get(0);
  }

  private static InstanceId id(String text) {
    return InstanceId.parse(text);
  }

  private static List<InstanceId> ids(String... texts) {
    return List.of(texts).stream().map(InstanceId::parse).toList();
  }
}
