package io.maillon.coordinator.state;

import static io.maillon.coordinator.testing.Samples.N0;
import static io.maillon.coordinator.testing.Samples.N1;
import static io.maillon.coordinator.testing.Samples.N2;
import static io.maillon.coordinator.testing.Samples.P0;
import static io.maillon.coordinator.testing.Samples.P1;
import static io.maillon.coordinator.testing.Samples.activate;
import static io.maillon.coordinator.testing.Samples.dead;
import static io.maillon.coordinator.testing.Samples.grant;
import static io.maillon.coordinator.testing.Samples.loss;
import static io.maillon.coordinator.testing.Samples.register;
import static io.maillon.coordinator.testing.Samples.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.LogKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each command does, and what it refuses. */
class ClusterStateTest {
  private final ClusterState state = new ClusterState();

  @BeforeEach
  void threeInstances() {
    apply(new Action.Apply(spec(1, LogKind.FILE)));
    for (int i = 0; i < 3; i++) {
      apply(new Action.Join(register("p-" + i, 10 + i)));
    }
  }

  @Test
  void appliesAPipelineOnceAndNoOtherUnderItsName() {
    assertEquals(
        "pipeline p is running already", apply(new Action.Apply(spec(1, LogKind.FILE))).message());
    Reply other = apply(new Action.Apply(spec(2, LogKind.FILE)));
    assertFalse(other.done());
    assertTrue(other.message().endsWith("expected it to be stopped first"));
    apply(new Action.Stop("p"));
    assertTrue(apply(new Action.Apply(spec(2, LogKind.FILE))).done());
    assertEquals(2, pipeline().spec().stages().get(0).replication());
  }

  @Test
  void refusesUnknownPipelines() {
    assertEquals("pipeline 'q': expected one of [p]", apply(new Action.Stop("q")).message());
  }

  @Test
  void aSessionIsOneLifeAndANewOneEndsTheFormer() {
    assertEquals(Optional.of(N0), apply(new Action.Join(register("p-0", 10))).instance());
    InstanceId second = new InstanceId("p-0", 2);
    assertEquals(Optional.of(second), apply(new Action.Join(register("p-0", 99))).instance());
    assertFalse(pipeline().isAlive(N0));
    assertEquals("a new life of p-0 joined", pipeline().instance(N0).orElseThrow().endReason());
    apply(dead(second));
    assertEquals(
        new InstanceId("p-0", 3),
        apply(new Action.Join(register("p-0", 100))).instance().orElseThrow());
  }

  @Test
  void aLifeThatCarriesAFileTakesItsFormersPlaceAsReplica() {
    own(P0, N0, N1);
    apply(new Action.Join(register("p-1", 50, N1)));
    InstanceId now = new InstanceId("p-1", 2);
    assertEquals(Configuration.of(1, N0, List.of(now)), active(P0));
    apply(new Action.Join(register("p-2", 51, N0)));
    assertEquals(N0, active(P0).owner().orElseThrow(), "a living one can't be carried");
    assertEquals(List.of(now), active(P0).replicas());
  }

  @Test
  void deadLivesAreForgottenUnlessNamed() {
    own(P0, N0, N1);
    for (int i = 0; i < 20; i++) {
      apply(new Action.Join(register("p-1", 100 + i)));
    }
    long lives = pipeline().instances().stream().filter(i -> i.id().name().equals("p-1")).count();
    assertTrue(lives <= 6, lives + " lives");
    assertTrue(pipeline().instance(N1).isPresent());
    assertEquals(21, pipeline().living("p-1").orElseThrow().id().incarnation());
  }

  @Test
  void grantComparesWhatItExpects() {
    own(P0, N0, N1);
    refused(grant(P0, 2, 1, 2, N2, N1), "another active epoch");
    refused(grant(P0, 1, 2, 3, N2, N1), "another newest epoch");
    refused(grant(P0, 1, 1, 1, N2, N1), "no higher epoch");
    refused(grant(P0, 1, 1, 2, new InstanceId("x", 1), N1), "a stranger");
    apply(dead(N2));
    refused(grant(P0, 1, 1, 2, N2, N1), "a dead candidate");
    refused(grant(P0, 1, 1, 2, N1, N2), "a dead replica");
    assertEquals("1 of 1 granted", apply(grant(P0, 1, 1, 2, N1, N0)).message());
    refused(grant(P0, 1, 1, 2, N1, N0), "the same again");
    assertEquals(Configuration.of(1, N0, List.of(N1)), active(P0), "it is still in force");
  }

  @Test
  void onlyTheNewestClaimOfALivingCandidateIsActivated() {
    apply(grant(P0, 0, 0, 1, N0, N1));
    apply(grant(P0, 0, 1, 2, N1, N0));
    notActivated(activate(P0, 1, N0));
    notActivated(activate(P0, 2, N0));
    notActivated(activate(P1, 1, N0));
    apply(dead(N1));
    notActivated(activate(P0, 2, N1));
    apply(grant(P0, 0, 2, 3, N2, N0));
    assertEquals("1 of 1 activated", apply(activate(P0, 3, N2)).message());
    assertEquals(Configuration.of(3, N2, List.of(N0)), active(P0));
    notActivated(activate(P0, 3, N2));
  }

  @Test
  void finishIsForTheOwnerInItsEpoch() {
    own(P0, N0, N1);
    own(P1, N1, N0);
    assertFalse(apply(new Action.Finish("p", P0, 1, N1)).done());
    assertFalse(apply(new Action.Finish("p", P0, 2, N0)).done());
    assertTrue(apply(new Action.Finish("p", P0, 1, N0)).done());
    refused(grant(P0, 1, 1, 2, N2, N1), "nobody works for it any more");
    assertEquals(PipelineState.RUNNING, pipeline().state());
    apply(new Action.Finish("p", P1, 1, N1));
    assertEquals(PipelineState.DONE, pipeline().state());
    assertFalse(apply(new Action.Join(register("p-0", 77))).done());
  }

  @Test
  void aLossStopsAllUntilItIsAccepted() {
    own(P0, N0, N1);
    assertFalse(apply(new Action.Resume("p")).done());
    apply(loss(P0, 9));
    assertEquals(PipelineState.RUNNING, pipeline().state(), "another epoch is in force");
    apply(loss(P0, 1));
    assertEquals(PipelineState.DATA_LOSS, pipeline().state());
    assertEquals("all gone", pipeline().message());
    assertEquals("resumed; accepted: all gone", apply(new Action.Resume("p")).message());
    PartitionRecord record = pipeline().partition(P0).orElseThrow();
    assertTrue(record.lossAccepted() && record.loss().isEmpty());
    apply(loss(P0, 1));
    assertEquals(PipelineState.RUNNING, pipeline().state(), "it is accepted already");
    apply(grant(P0, 1, 1, 2, N2, N1));
    apply(activate(P0, 2, N2));
    assertFalse(pipeline().partition(P0).orElseThrow().lossAccepted());
  }

  @Test
  void anEndedPipelineStaysEnded() {
    own(P0, N0, N1);
    apply(loss(P0, 1));
    apply(new Action.Stop("p"));
    assertFalse(apply(loss(P0, 1)).done());
    assertEquals("pipeline p is STOPPED already", apply(new Action.Fail("p", "x")).message());
    refused(grant(P1, 0, 0, 1, N0, N1), "it is stopped");
    assertEquals(PipelineState.STOPPED, pipeline().state());
  }

  @Test
  void aRepeatedRequestIsAnsweredNotDone() {
    Reply first = request(5, 1, new Action.Join(register("p-9", 1)));
    apply(dead(first.instance().orElseThrow()));
    assertEquals(first, request(5, 1, new Action.Join(register("p-9", 1))));
    assertTrue(pipeline().living("p-9").isEmpty());
    request(5, 2, new Action.Tick());
    Reply late = request(5, 1, new Action.Stop("p"));
    assertEquals("request 1: expected one after 2", late.message());
    assertEquals(PipelineState.RUNNING, pipeline().state());
  }

  @Test
  void theClientSilentLongestIsForgotten() {
    request(1, 1, new Action.Tick());
    for (long client = 2; client <= Sessions.CLIENTS_MAX + 1; client++) {
      request(client, 1, new Action.Tick());
    }
    assertEquals(Sessions.CLIENTS_MAX, state.sessions().clients().size());
    assertFalse(state.sessions().clients().containsKey(1L));
  }

  @Test
  void aRecoveryKeepsItsTimeline() {
    own(P0, N0, N1);
    apply(dead(N0));
    apply(grant(P0, 1, 1, 2, N1, N2));
    apply(grant(P0, 1, 2, 3, N2, N1));
    apply(activate(P0, 3, N2));
    Action.Stable stable = new Action.Stable(P0, 3, 5, 6, 4, 2, List.of());
    apply(new Action.RecordStable("p", List.of(stable)));
    RecoveryRecord r = pipeline().recoveries().get(0);
    assertEquals(1, pipeline().recoveries().size());
    assertEquals(List.of(1L, 2L, 3L), List.of(r.failedMs(), r.suspectedMs(), r.declaredMs()));
    assertEquals(3, r.toEpoch());
    assertTrue(r.activatedMs() > r.claimedMs() && r.caughtUpMs() > r.activatedMs());
    assertEquals(2, r.replayed());
  }

  private long nowMs = 1_000;

  private Reply apply(Action action) {
    return request(0, 0, action);
  }

  private Reply request(long client, long request, Action action) {
    return state.apply(new Command(nowMs++, client, request, action));
  }

  private void own(io.maillon.protocol.PartitionId p, InstanceId owner, InstanceId replica) {
    apply(grant(p, 0, 0, 1, owner, replica));
    apply(activate(p, 1, owner));
  }

  private void refused(Action.Grant grant, String why) {
    assertEquals("0 of 1 granted", apply(grant).message(), why);
  }

  private void notActivated(Action.Activate activate) {
    assertEquals("0 of 1 activated", apply(activate).message());
  }

  private Configuration active(io.maillon.protocol.PartitionId p) {
    return pipeline().partition(p).orElseThrow().active();
  }

  private PipelineRecord pipeline() {
    return state.pipeline("p").orElseThrow();
  }
}
