package io.maillon.coordinator.leader;

import static io.maillon.coordinator.state.Samples.READ;
import static io.maillon.coordinator.state.Samples.WRITE;
import static io.maillon.coordinator.state.Samples.id;
import static io.maillon.coordinator.state.Samples.ids;
import static io.maillon.coordinator.state.Samples.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.RecoveryRecord;
import io.maillon.coordinator.state.Samples;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.control.Accepted;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.FunctionFailed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Resume;
import io.maillon.protocol.control.Shutdown;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The leader played by hand. Instances a, b, c are on connections 1, 2, 3. */
class LeaderCoreTest {
  private static final LeaderSettings SETTINGS = LeaderSettings.defaults(false);

  private final Stage stage = new Stage(false);

  /** What was said last about the first partition. */
  private Assign assigned(long connection) {
    List<Assign> all = stage.all(connection, Assign.class);
    return all.stream().filter(a -> a.partition().equals(READ)).reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void claimsOnceEverybodyIsThere() {
    stage.applyPipeline(Samples.spec(1, LogKind.MEMORY));
    assertEquals(
        stage.request(1), stage.last(Stage.OPERATOR, Accepted.class).orElseThrow().requestId());
    stage.join("a", 1);
    assertTrue(stage.partition(READ).claim().isEmpty(), "one of two");
    stage.join("b", 2);
    assertEquals(1, stage.partition(READ).newestEpoch());
    assertTrue(stage.last(1, Assign.class).orElseThrow().fresh());
    Topology first = stage.all(1, Topology.class).get(0);
    assertTrue(first.full());
    assertFalse(stage.last(1, Topology.class).orElseThrow().full());
  }

  @Test
  void claimsAfterTheStartGraceWithWhoIsThere() {
    stage.applyPipeline(Samples.spec(2, LogKind.MEMORY));
    stage.join("a", 1);
    stage.join("b", 2);
    stage.run(2_900);
    assertTrue(stage.partition(READ).claim().isEmpty(), "two of three");
    stage.run(200);
    assertEquals(1, stage.partition(READ).claim().orElseThrow().replicas().size());
  }

  @Test
  void aKilledOwnerIsReplacedWithinOneTurn() {
    stage.running(1, LogKind.MEMORY);
    stage.kill(id("a#1"), 1);
    assertFalse(stage.pipeline().isAlive(id("a#1")));
    Assign assign = assigned(2);
    assertFalse(assign.fresh());
    assertEquals(id("a#1"), assign.active().owner().orElseThrow(), "still in force");
    stage.installAll();
    assertEquals(id("b#1"), stage.partition(READ).active().owner().orElseThrow());
    assertEquals(ids("c#1"), stage.partition(READ).active().replicas());
    assertEquals(ids("c#1"), stage.partition(WRITE).active().replicas());
    RecoveryRecord recovery = stage.pipeline().recoveries().get(0);
    assertTrue(recovery.cause().contains("refuses"), recovery.cause());
    assertTrue(recovery.installedMs() >= recovery.claimedMs());
    assertTrue(recovery.activatedMs() >= recovery.installedMs());
  }

  @Test
  void aFrozenOneIsDismissedAndChangesNothing() {
    stage.running(1, LogKind.MEMORY);
    stage.beating.remove(1L);
    stage.run(2_000);
    assertFalse(stage.pipeline().isAlive(id("a#1")));
    assertEquals(id("a#1"), stage.last(1, Dismissed.class).orElseThrow().instance());
    stage.installAll();
    long epoch = stage.partition(READ).active().epoch();
    stage.say(1, new Activate(id("a#1"), READ, epoch + 1, 9));
    stage.say(1, new Finish(id("a#1"), READ, 1));
    stage.say(1, new FunctionFailed(id("a#1"), READ, 1, "late"));
    assertEquals(PipelineState.RUNNING, stage.pipeline().state());
    assertFalse(stage.partition(READ).finished());
    stage.attach(id("a#1"), 1, 11);
    assertEquals(id("a#1"), stage.last(11, Dismissed.class).orElseThrow().instance());
    assertEquals(id("a#2"), stage.join("a", 12));
  }

  @Test
  void aLeaderThatDoesNotKnowALifeDoesNotEndIt() {
    stage.running(1, LogKind.MEMORY);
    stage.attach(id("a#2"), 11, 11);
    assertTrue(stage.last(11, NotLeader.class).isPresent());
    stage.say(12, new Attach("unknown", id("a#1"), 12));
    assertTrue(stage.last(12, NotLeader.class).isPresent());
  }

  @Test
  void aNextLeaderTakesUpAClaim() {
    stage.running(1, LogKind.MEMORY);
    stage.kill(id("a#1"), 1);
    long epoch = stage.partition(READ).newestEpoch();
    stage.elect();
    stage.attach(id("b#1"), 2, 22);
    stage.attach(id("c#1"), 3, 33);
    Assign assign = assigned(22);
    assertEquals(epoch, assign.claim().epoch());
    stage.installAll();
    assertEquals(epoch, stage.partition(READ).active().epoch());
    assertEquals(id("b#1"), stage.partition(READ).active().owner().orElseThrow());
    stage.run(1_000);
    assertTrue(stage.pipeline().isAlive(id("b#1")) && stage.pipeline().isAlive(id("c#1")));
  }

  @Test
  void aNextLeaderFindsOutWhoDiedWithTheFormer() {
    stage.running(1, LogKind.MEMORY);
    stage.elect();
    stage.attach(id("b#1"), 2, 22);
    stage.attach(id("c#1"), 3, 33);
    stage.run(300);
    assertTrue(stage.probed.contains(id("a#1")));
    assertTrue(stage.pipeline().isAlive(id("a#1")), "it may still come");
    stage.core.onProbed("p", id("a#1"), true, stage.nowNs(), stage.nowMs());
    stage.run(50);
    assertFalse(stage.pipeline().isAlive(id("a#1")));
    assertEquals(id("b#1"), stage.partition(READ).claim().orElseThrow().candidate());
  }

  @Test
  void aClaimWhoseCandidateDiesIsGivenToAnother() {
    stage.applyPipeline(Samples.spec(2, LogKind.MEMORY));
    stage.join("a", 1);
    stage.join("b", 2);
    stage.join("c", 3);
    stage.installAll();
    stage.join("d", 4);
    stage.join("e", 5);
    stage.kill(id("a#1"), 1);
    InstanceId first = stage.partition(READ).claim().orElseThrow().candidate();
    stage.kill(first, first.equals(id("b#1")) ? 2 : 3);
    InstanceId second = stage.partition(READ).claim().orElseThrow().candidate();
    assertTrue(
        ids("b#1", "c#1").contains(second) && !second.equals(first),
        second + " after " + first + " " + stage.partition(READ));
    stage.installAll();
    assertEquals(second, stage.partition(READ).active().owner().orElseThrow());
    assertEquals(ids("d#1", "e#1"), stage.partition(READ).active().replicas());
    assertTrue(stage.pipeline().recoveries().stream().allMatch(r -> r.activatedMs() > 0));
  }

  @Test
  void ownerAndReplicaKilledTogetherIsALossThatWaitsForAnOperator() {
    stage.running(1, LogKind.MEMORY);
    stage.join("d", 4);
    stage.kill(id("a#1"), 1);
    stage.kill(id("b#1"), 2);
    assertEquals(PipelineState.DATA_LOSS, stage.pipeline().state());
    assertTrue(stage.pipeline().message().contains("read/0"), stage.pipeline().message());
    stage.run(10_000);
    assertTrue(stage.partition(READ).claim().filter(c -> c.epoch() > 2).isEmpty());
    stage.say(Stage.OPERATOR, new Resume(stage.request(2), "p"));
    assertEquals(PipelineState.RUNNING, stage.pipeline().state());
    assertTrue(stage.partition(READ).fresh());
    stage.installAll();
    assertTrue(stage.pipeline().isAlive(stage.partition(READ).active().owner().orElseThrow()));
  }

  @Test
  void declaresDeadAgainWhenTheFirstProposalCameToNothing() {
    stage.running(1, LogKind.MEMORY);
    stage.beating.remove(1L);
    stage.core.onProcessExited("p", "a", 1, 137, stage.nowNs(), stage.nowMs());
    assertTrue(stage.proposed.stream().anyMatch(c -> c.action() instanceof Action.DeclareDead));
    stage.failProposals();
    stage.run(100);
    assertFalse(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void theDeadActivateNothingAndNobodyProposesForEver() {
    stage.running(1, LogKind.MEMORY);
    stage.kill(id("c#1"), 3);
    stage.kill(id("a#1"), 1);
    stage.run(100);
    assertTrue(stage.partition(READ).claim().isEmpty(), "nobody can hold a replica");
    stage.join("d", 4);
    stage.core.onMessage(
        2,
        new Activate(id("b#1"), READ, stage.partition(READ).newestEpoch(), 1),
        stage.nowNs(),
        stage.nowMs());
    stage.core.onProcessExited("p", "b", 2, 137, stage.nowNs(), stage.nowMs());
    stage.settle();
    stage.run(1_000);
    assertFalse(stage.pipeline().isAlive(id("b#1")));
  }

  @Test
  void aLifeWhoseConnectionClosedBeforeItWasGrantedIsWatched() {
    stage.applyPipeline(Samples.spec(1, LogKind.MEMORY));
    stage.core.onMessage(1, register("a", 1), stage.nowNs(), stage.nowMs());
    stage.core.onDisconnected(1, stage.nowNs(), stage.nowMs());
    stage.settle();
    assertTrue(stage.pipeline().isAlive(id("a#1")));
    stage.run(20_000);
    assertFalse(stage.pipeline().isAlive(id("a#1")));
  }

  /** A registration that a cut held up may arrive after the end of its process. */
  @Test
  void aLifeOfWhoHungUpKeepsNoOtherFromItsName() {
    stage.applyPipeline(Samples.spec(1, LogKind.MEMORY));
    stage.core.onMessage(1, register("a", 1), stage.nowNs(), stage.nowMs());
    stage.core.onDisconnected(1, stage.nowNs(), stage.nowMs());
    stage.settle();
    assertEquals(List.of(id("a#1")), stage.probed, "its host may refuse");
    assertEquals(id("a#2"), stage.join("a", 2));
    assertFalse(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void whoHungUpAndAsksAgainHasItsLife() {
    stage.applyPipeline(Samples.spec(1, LogKind.MEMORY));
    stage.core.onMessage(1, register("a", 1), stage.nowNs(), stage.nowMs());
    stage.core.onDisconnected(1, stage.nowNs(), stage.nowMs());
    stage.settle();
    stage.core.onMessage(2, register("a", 1), stage.nowNs(), stage.nowMs());
    stage.settle();
    stage.beating.put(2L, id("a#1"));
    stage.run(10_000);
    assertTrue(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void whatFailsOrEndsShutsEverybodyDown() {
    stage.running(1, LogKind.MEMORY);
    stage.say(1, new FunctionFailed(id("a#1"), READ, 1, "line 3: no number"));
    assertEquals(PipelineState.FAILED, stage.pipeline().state());
    assertEquals("line 3: no number", stage.pipeline().message());
    for (long connection : List.of(1L, 2L, 3L)) {
      assertTrue(stage.last(connection, Shutdown.class).isPresent());
    }
  }

  @Test
  void grantsAndActivatesALargePipelineInParts() {
    List<StageSpec> stages = new ArrayList<>(Samples.spec(1, LogKind.MEMORY).stages());
    stages.add(
        1,
        new StageSpec(
            "work", StageSpec.Kind.FUNCTION, "x.Y", 1_200, 1, 1, LogKind.MEMORY, new TreeMap<>()));
    List<LinkSpec> links =
        List.of(
            new LinkSpec("read", "work", Edge.BALANCED), new LinkSpec("work", "write", Edge.KEYED));
    stage.applyPipeline(new PipelineSpec("p", stages, links, Limits.DEFAULT));
    stage.join("a", 1);
    stage.join("b", 2);
    stage.run(200);
    stage.installAll();
    List<Integer> grants =
        stage.applied(Action.Grant.class).stream().map(g -> g.claims().size()).toList();
    assertEquals(List.of(500, 500, 202), grants);
    assertTrue(stage.pipeline().partitions().stream().allMatch(p -> p.active().epoch() > 0));
    assertTrue(
        stage.applied(Action.Activate.class).stream().allMatch(a -> a.activations().size() <= 500));
  }

  @Test
  void recordsPositionsInPartsThatFitInACommand() {
    stage.running(1, LogKind.MEMORY);
    List<Position> positions = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      positions.add(new Position(new PartitionId("upstream", i), 1, false));
    }
    long epoch = stage.partition(READ).active().epoch();
    stage.say(1, progress("a#1", READ, epoch, positions));
    stage.say(2, progress("b#1", WRITE, stage.partition(WRITE).active().epoch(), positions));
    stage.run(1_100);
    List<Action.RecordStable> recorded =
        stage.applied(Action.RecordStable.class).stream()
            .filter(r -> r.partitions().stream().anyMatch(p -> !p.positions().isEmpty()))
            .toList();
    assertEquals(List.of(1, 1), recorded.stream().map(r -> r.partitions().size()).toList());
  }

  private static Heartbeat progress(
      String owner, PartitionId partition, long epoch, List<Position> positions) {
    PartitionProgress p =
        new PartitionProgress(partition, epoch, 1, 1, 1, 0, 0, 0, 0, "", positions, List.of());
    return new Heartbeat(id(owner), 1, List.of(p), List.of(), 0, 0);
  }

  /** Whoever takes over a partition that stood still is given as long as its former owner. */
  @Test
  void aHangIsNotHeldAgainstTheNextOwner() {
    stage.running(1, LogKind.MEMORY);
    Times times = new Times();
    Reports reports = new Reports(stage.agreed.pipeline("p").orElseThrow(), SETTINGS, times);
    assertEquals(Reports.Movement.MOVES, reports.note(id("a#1"), hanging(1)));
    times.set(SETTINGS.noProgressNs() + 1, 0);
    assertEquals(Reports.Movement.STANDS_STILL, reports.note(id("a#1"), hanging(1)));
    stage.kill(id("a#1"), 1);
    stage.installAll();
    long epoch = stage.partition(READ).active().epoch();
    assertEquals(Reports.Movement.MOVES, reports.note(id("b#1"), hanging(epoch)));
    times.set(2 * SETTINGS.noProgressNs() + 2, 0);
    assertEquals(Reports.Movement.STANDS_STILL, reports.note(id("b#1"), hanging(epoch)));
  }

  private static PartitionProgress hanging(long epoch) {
    return new PartitionProgress(
        READ, epoch, 5, 5, 5, 0, 1, 0, 0, "its function", List.of(), List.of());
  }
}
