package io.maillon.coordinator.leader;

import static io.maillon.coordinator.testing.Samples.N0;
import static io.maillon.coordinator.testing.Samples.N1;
import static io.maillon.coordinator.testing.Samples.P0;
import static io.maillon.coordinator.testing.Samples.register;
import static io.maillon.coordinator.testing.Samples.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Resume;
import io.maillon.protocol.control.Shutdown;
import io.maillon.protocol.control.Stop;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.pipeline.LogKind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader by hand: p-0 and p-1 speak over connections 100 and 101. */
class LeaderCoreTest {
  private final FakeRaft raft = new FakeRaft();

  @BeforeEach
  void aPipelineIsApplied() {
    raft.state.apply(new Command(1, 0, 0, new Action.Apply(spec(1, LogKind.MEMORY))));
    raft.lead(LeaderSettings.defaults(true));
  }

  @Test
  void startsInstancesThenDealsTheWork() {
    raft.pass(25);
    assertEquals(List.of("p-0", "p-1"), raft.launched);
    join(100, "p-0", 1);
    assertEquals(N0, raft.take(100, Registered.class).get(0).instance());
    assertTrue(raft.take(100, Assign.class).isEmpty(), "the other one is awaited");
    join(101, "p-1", 2);
    Assign assign = raft.take(100, Assign.class).get(0);
    assertTrue(assign.fresh());
    assertEquals(List.of(N1), assign.claim().replicas());
    installed(100, N0, assign);
    assertTrue(record(P0).active().isOwner(N0));
    List<Topology> told = raft.take(101, Topology.class);
    assertTrue(told.get(0).full());
    assertEquals(record(P0).active(), told.get(told.size() - 1).partitions().get(0).active());
  }

  @Test
  void lateStartersAreNotAwaitedForEver() {
    join(100, "p-0", 1);
    join(102, "p-7", 3);
    raft.pass(100);
    beat(100, N0);
    assertFalse(raft.take(100, Assign.class).isEmpty());
  }

  @Test
  void aKilledOwnerIsReplacedAtOnce() {
    establish();
    raft.leader.onDisconnected(100, raft.nowNs, raft.nowMs());
    assertEquals(List.of(N0), raft.probed);
    raft.leader.onProbed("p", N0, true, raft.nowNs, raft.nowMs());
    raft.pass(25);
    assertFalse(pipeline().isAlive(N0));
    assertEquals("waits for an instance that can hold a replica", waits());
    raft.launched.clear();
    raft.leader.onProcessExited("p", "p-0", 1, 137, raft.nowNs, raft.nowMs());
    assertEquals(List.of("p-0"), raft.launched);
    join(103, "p-0", 9);
    Assign assign = raft.take(101, Assign.class).get(0);
    assertEquals(N1, assign.claim().candidate());
    assertEquals(record(P0).active(), assign.active());
    assertFalse(assign.fresh());
    installed(101, N1, assign);
    assertEquals(2, record(P0).active().epoch());
  }

  @Test
  void aDeathWhoseProposalFailedIsProposedAgain() {
    establish();
    raft.leader.onProcessExited("p", "p-0", 1, 137, raft.nowNs, raft.nowMs());
    Command death = raft.proposed.poll();
    assertTrue(death.action() instanceof Action.DeclareDead);
    raft.leader.onProposalFailed(death, raft.nowNs, raft.nowMs());
    assertTrue(pipeline().isAlive(N0));
    raft.pass(25);
    assertFalse(pipeline().isAlive(N0));
  }

  @Test
  void aZombieIsDismissedOrSentHome() {
    establish();
    raft.leader.onProcessExited("p", "p-0", 1, 137, raft.nowNs, raft.nowMs());
    raft.run();
    assertEquals(N0, raft.take(100, Dismissed.class).get(0).instance());
    raft.tell(104, new Attach("p", N0, 1));
    assertEquals(N0, raft.take(104, Dismissed.class).get(0).instance());
    join(105, "p-0", 9);
    raft.tell(104, new Attach("p", N0, 1));
    assertEquals("replaced by p-0#2", raft.take(104, Shutdown.class).get(0).reason());
  }

  @Test
  void aRepeatedRegistrationOfADeadLifeIsSentAway() {
    establish();
    raft.leader.onProcessExited("p", "p-0", 1, 137, raft.nowNs, raft.nowMs());
    raft.run();
    raft.sent.clear();
    join(106, "p-0", 1);
    assertEquals(N0, raft.take(106, Registered.class).get(0).instance());
    assertEquals(N0, raft.take(106, Dismissed.class).get(0).instance());
  }

  @Test
  void anotherLeaderCarriesOnWithAClaim() {
    join(100, "p-0", 1);
    join(101, "p-1", 2);
    Assign first = raft.take(100, Assign.class).get(0);
    raft.state = ClusterState.load(raft.state.dump());
    raft.lead(LeaderSettings.defaults(true));
    raft.tell(200, new Attach("p", N0, 1));
    assertEquals(first, raft.take(200, Assign.class).get(0));
    installed(200, N0, first);
    assertTrue(record(P0).active().isOwner(N0));
  }

  @Test
  void aStuckClaimIsGrantedAnew() {
    join(100, "p-0", 1);
    join(101, "p-1", 2);
    for (int i = 0; i < 130; i++) {
      raft.pass(25);
      beat(100, N0);
      beat(101, N1);
    }
    assertTrue(record(P0).newestEpoch() >= 2);
    assertEquals(0, record(P0).active().epoch());
  }

  @Test
  void losingAllMembersIsALossUntilAnOperatorResumes() {
    establish();
    join(107, "p-8", 8);
    join(108, "p-9", 9);
    for (String name : List.of("p-0", "p-1")) {
      long pid = name.equals("p-0") ? 1 : 2;
      raft.leader.onProcessExited("p", name, pid, 137, raft.nowNs, raft.nowMs());
    }
    raft.run();
    assertEquals(PipelineState.DATA_LOSS, pipeline().state());
    assertTrue(pipeline().message().contains("partition mid/0 epoch 1: owner p-0#1"));
    raft.take(107, Assign.class);
    raft.tell(300, new Resume(77, "p"));
    assertEquals(PipelineState.RUNNING, pipeline().state());
    assertTrue(record(P0).claim().isPresent() && record(P0).fresh());
  }

  @Test
  void anEndedPipelineGetsNoWorkAndNoProposals() {
    join(100, "p-0", 1);
    join(101, "p-1", 2);
    Assign assign = raft.take(100, Assign.class).get(0);
    raft.leader.onMessage(
        100, new Activate(N0, P0, assign.claim().epoch(), 0), raft.nowNs, raft.nowMs());
    Command activation = raft.proposed.poll();
    raft.tell(300, new Stop(78, "p"));
    raft.proposed.add(activation);
    raft.run();
    assertEquals(0, record(P0).active().epoch());
    assertFalse(raft.take(100, Shutdown.class).isEmpty());
    raft.launched.clear();
    raft.pass(5_000);
    assertTrue(raft.launched.isEmpty());
  }

  @Test
  void whatNeverComesUpIsTriedEverMoreSeldom() {
    int starts = 0;
    for (int i = 0; i < 2_400; i++) {
      raft.pass(25);
      List<String> started = List.copyOf(raft.launched);
      raft.launched.clear();
      starts += started.contains("p-0") ? 1 : 0;
      started.forEach(
          n -> raft.leader.onLaunchFailed("p", n, "no such file", raft.nowNs, raft.nowMs()));
      raft.run();
    }
    assertTrue(starts > 10 && starts < 25, starts + " starts in a minute");
  }

  @Test
  void whatComesUpAndEndsAgainAndAgainFailsThePipeline() {
    for (int i = 0; i < 40 && pipeline().isLive(); i++) {
      raft.pass(25);
      join(100 + i, "p-0", 1_000 + i);
      raft.leader.onProcessExited("p", "p-0", 1_000 + i, 1, raft.nowNs, raft.nowMs());
      raft.run();
    }
    assertEquals(PipelineState.FAILED, pipeline().state());
    assertTrue(pipeline().message().startsWith("instance p-0 ended too often: process "));
  }

  private void establish() {
    raft.pass(25);
    join(100, "p-0", 1);
    join(101, "p-1", 2);
    raft.take(100, Assign.class).forEach(a -> installed(100, N0, a));
    raft.take(101, Assign.class).forEach(a -> installed(101, N1, a));
    beat(100, N0);
    beat(101, N1);
  }

  private void join(long connection, String name, long session) {
    raft.tell(connection, register(name, session));
  }

  private void beat(long connection, InstanceId id) {
    raft.tell(connection, new Heartbeat(id, 1, List.of(), List.of(), 0, 0));
  }

  private void installed(long connection, InstanceId id, Assign assign) {
    raft.tell(connection, new Activate(id, assign.partition(), assign.claim().epoch(), 0));
  }

  private String waits() {
    Object first = ((List<?>) raft.leader.status("p").pipelines().get(0).get("partitions")).get(0);
    return (String) ((java.util.Map<?, ?>) first).get("waitsFor");
  }

  private PartitionRecord record(io.maillon.protocol.PartitionId p) {
    return pipeline().partition(p).orElseThrow();
  }

  private PipelineRecord pipeline() {
    return raft.state.pipeline("p").orElseThrow();
  }
}
