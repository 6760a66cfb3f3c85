package io.maillon.coordinator.state;

import static io.maillon.coordinator.state.Samples.READ;
import static io.maillon.coordinator.state.Samples.WRITE;
import static io.maillon.coordinator.state.Samples.first;
import static io.maillon.coordinator.state.Samples.id;
import static io.maillon.coordinator.state.Samples.ids;
import static io.maillon.coordinator.state.Samples.next;
import static io.maillon.coordinator.state.Samples.register;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterStateTest {
  @Test
  void appliesAPipelineOnce() {
    Play play = Play.with(1, LogKind.MEMORY);
    assertTrue(play.apply(new Action.Apply(Samples.spec(1, LogKind.MEMORY))).done());
    assertFalse(play.apply(new Action.Apply(Samples.spec(2, LogKind.MEMORY))).done());
    assertEquals(1, play.pipeline().spec().stages().get(0).replication());
  }

  @Test
  void refusesAPipelineThatIsNotSound() {
    PipelineSpec broken = new PipelineSpec("q", List.of(), List.of(), Limits.DEFAULT);
    Reply reply = new Play().apply(new Action.Apply(broken));
    assertFalse(reply.done());
    assertTrue(reply.message().contains("at least one stage"), reply.message());
  }

  @Test
  void grantsTheSameLifeToTheSameSessionEvenWhenItIsOver() {
    Play play = Play.with(1, LogKind.MEMORY);
    Action join = new Action.Join(register("a", 7));
    assertEquals(Optional.of(id("a#1")), play.done(join).instance());
    assertEquals(Optional.of(id("a#1")), play.done(join).instance());
    play.dead("a#1");
    assertEquals(Optional.of(id("a#1")), play.done(join).instance());
    assertFalse(play.pipeline().isAlive(id("a#1")));
  }

  @Test
  void aNewSessionEndsTheFormerLife() {
    Play play = Play.with(1, LogKind.MEMORY).join("a", "a");
    assertFalse(play.pipeline().isAlive(id("a#1")));
    assertTrue(play.pipeline().isAlive(id("a#2")));
  }

  /** As when its leader was deposed meanwhile, or was slow to reach the others. */
  @Test
  void aRegistrationThatComesLateEndsNoLifeThatBeganBefore() {
    Play play = Play.with(1, LogKind.MEMORY).join("a");
    Action.Join decided = new Action.Join(register("a", 7), 1);
    Action.Join overtaking = new Action.Join(register("a", 8), 1);
    assertEquals(Optional.of(id("a#2")), play.done(overtaking).instance());
    assertEquals(Reply.OUTDATED, play.apply(decided));
    assertTrue(play.pipeline().isAlive(id("a#2")));
    assertEquals(Optional.of(id("a#2")), play.done(overtaking).instance());
    assertEquals(
        Optional.of(id("a#3")), play.done(new Action.Join(register("a", 7), 2)).instance());
  }

  @Test
  void countsIncarnationsAndEpochsOnInTheNextRun() {
    Play play = Play.with(1, LogKind.FILE).join("a", "b").owned(READ, "a#1", "b#1");
    play.done(new Action.Stop("p"));
    play.done(new Action.Apply(Samples.spec(1, LogKind.FILE)));
    play.join("a", "b");
    assertTrue(play.pipeline().isAlive(id("a#2")));
    assertFalse(play.grant(first(READ, "a#2", "b#2")), "epoch 1 was granted in the former run");
    assertEquals(1, play.partition(READ).newestEpoch());
    assertEquals(0, play.partition(READ).active().epoch());
  }

  @Test
  void onlyTheNewestClaimActivates() {
    Play play =
        Play.with(1, LogKind.MEMORY).join("a", "b", "c", "d").owned(READ, "a#1", "b#1").dead("a#1");
    assertTrue(play.grant(next(READ, 1, 1, "b#1", "c#1")));
    assertEquals(1, play.partition(READ).active().epoch(), "a claim changes nothing yet");
    assertTrue(play.grant(next(READ, 1, 2, "c#1", "b#1")));
    assertFalse(play.activate(READ, 2, "b#1"));
    assertFalse(play.activate(READ, 3, "b#1"), "not its claim");
    assertTrue(play.activate(READ, 3, "c#1"));
    assertEquals(ids("b#1"), play.partition(READ).active().replicas());
    assertFalse(play.activate(READ, 3, "c#1"), "once");
  }

  @Test
  void refusesClaimsDecidedOnOutdatedKnowledge() {
    Play play = Play.with(1, LogKind.MEMORY).join("a", "b", "c").owned(READ, "a#1", "b#1");
    assertFalse(play.grant(next(READ, 0, 1, "b#1", "c#1")), "active epoch");
    assertFalse(play.grant(next(READ, 1, 0, "b#1", "c#1")), "newest epoch");
    play.dead("c#1");
    assertFalse(play.grant(next(READ, 1, 1, "b#1", "c#1")), "dead replica");
    assertFalse(play.grant(next(READ, 1, 1, "c#1", "b#1")), "dead candidate");
    assertFalse(play.grant(next(READ, 1, 1, "b#1")), "no replica at all");
  }

  @Test
  void aLogBeginsEmptyOnlyWhereNothingCanBeFound() {
    Play play = Play.with(1, LogKind.MEMORY).join("a", "b", "c").owned(READ, "a#1", "b#1");
    Action.Granted loss = next(READ, 1, 1, "b#1", "c#1");
    Action.Granted fresh = new Action.Granted(READ, 1, 1, loss.claim(), true, "loss");
    assertFalse(play.grant(fresh));
    play.dead("a#1", "b#1").join("d");
    play.done(new Action.DeclareLoss("p", List.of(new Action.Loss(READ, 1, "all gone"))));
    assertEquals(PipelineState.DATA_LOSS, play.pipeline().state());
    Action.Granted again =
        new Action.Granted(READ, 1, 1, next(READ, 1, 1, "c#1", "d#1").claim(), true, "loss");
    assertFalse(play.grant(again), "nobody accepted it");
    play.done(new Action.Resume("p"));
    assertTrue(play.pipeline().message().contains("all gone"));
    assertTrue(play.grant(again));
    assertTrue(play.activate(READ, 2, "c#1"));
    assertFalse(play.partition(READ).lossAccepted());
  }

  @Test
  void aClaimThatEndsTheLossEndsTheAlarm() {
    Play play = Play.with(1, LogKind.MEMORY).join("a", "b", "c", "d").owned(READ, "a#1", "b#1");
    play.dead("a#1");
    assertTrue(play.grant(next(READ, 1, 1, "c#1", "d#1")));
    play.dead("b#1");
    play.done(new Action.DeclareLoss("p", List.of(new Action.Loss(READ, 1, "all gone"))));
    assertTrue(play.activate(READ, 2, "c#1"), "it had copied everything before");
    assertEquals(PipelineState.RUNNING, play.pipeline().state());
  }

  @Test
  void aDurableLogTakesItsMembershipIntoTheNextLife() {
    Play play = Play.with(1, LogKind.FILE).join("a", "b").owned(READ, "a#1", "b#1").dead("b#1");
    play.done(new Action.Join(register("b", 99, "b#1")));
    assertEquals(ids("b#2"), play.partition(READ).active().replicas());
    assertEquals(1, play.partition(READ).active().epoch());
  }

  @Test
  void aClaimDoesNotNameALifeWhoseFilesHavePassedOn() {
    Play play = Play.with(1, LogKind.FILE).join("a", "b", "c").owned(READ, "a#1", "b#1");
    play.dead("a#1");
    assertTrue(play.grant(next(READ, 1, 1, "c#1", "b#1")));
    play.dead("b#1").done(new Action.Join(register("b", 99, "b#1")));
    assertFalse(play.activate(READ, 2, "c#1"), "b#2 would hear that it is no member");
    assertEquals(ids("b#2"), play.partition(READ).active().replicas());
    assertTrue(play.grant(next(READ, 1, 2, "c#1", "b#2")));
    assertTrue(play.activate(READ, 3, "c#1"));
  }

  @Test
  void aLogInMemoryDoesNot() {
    Play play = Play.with(1, LogKind.MEMORY).join("a", "b").owned(READ, "a#1", "b#1").dead("b#1");
    play.done(new Action.Join(register("b", 99, "b#1")));
    assertEquals(ids("b#1"), play.partition(READ).active().replicas());
  }

  @Test
  void nothingMovesAfterTheEnd() {
    Play play = Play.with(1, LogKind.MEMORY).join("a", "b").owned(READ, "a#1", "b#1");
    assertFalse(play.apply(new Action.Finish("p", READ, 1, id("b#1"))).done());
    play.done(new Action.Finish("p", READ, 1, id("a#1")));
    assertEquals(PipelineState.RUNNING, play.pipeline().state());
    play.owned(WRITE, "a#1", "b#1").done(new Action.Finish("p", WRITE, 1, id("a#1")));
    assertEquals(PipelineState.DONE, play.pipeline().state());
    assertFalse(play.grant(next(WRITE, 1, 1, "b#1", "a#1")));
    assertFalse(play.apply(new Action.Join(register("c", 5))).done());
    play.apply(new Action.Fail("p", "too late"));
    assertEquals(PipelineState.DONE, play.pipeline().state());
  }

  @Test
  void answersARepeatedRequestWithoutDoingItAgain() {
    Play play = Play.with(1, LogKind.MEMORY);
    play.done(new Action.OpenSession());
    long session = play.state.version();
    Reply first = play.apply(session, 2, new Action.Stop("p"));
    play.done(new Action.Apply(Samples.spec(1, LogKind.MEMORY)));
    assertEquals(first, play.apply(session, 2, new Action.Stop("p")));
    assertEquals(PipelineState.RUNNING, play.pipeline().state());
  }

  @Test
  void keepsTheTimelineOfARecovery() {
    Play play = Play.with(1, LogKind.MEMORY).join("a", "b", "c").owned(READ, "a#1", "b#1");
    play.dead("a#1");
    play.grant(next(READ, 1, 1, "b#1", "c#1"));
    play.activate(READ, 2, "b#1");
    play.done(
        new Action.RecordStable("p", List.of(new Action.Stable(READ, 2, 10, 9, 8, 7, List.of()))));
    RecoveryRecord recovery = play.pipeline().recoveries().get(0);
    assertEquals(1, play.pipeline().recoveries().size());
    assertEquals(id("b#1"), recovery.owner());
    assertEquals(10, recovery.suspectedMs() - recovery.failedMs());
    assertEquals(Play.INSTALLED_MS, recovery.installedMs());
    assertEquals(1_000, recovery.activatedMs() - recovery.claimedMs());
    assertEquals(1_000, recovery.caughtUpMs() - recovery.activatedMs());
    assertEquals(7, recovery.replayed());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    ClusterState state = new ClusterState();
    Reply reply = state.apply(new Command(1, 0, 0, new Action.Stop("nope")));
    assertFalse(reply.done());
    assertTrue(reply.message().contains("'nope'"), reply.message());
    assertTrue(state.apply(new Command(5, 0, 0, new Action.Tick())).done());
    assertEquals(5, state.nowMs());
    assertArrayEquals(state.dump(), ClusterState.load(state.dump()).dump());
  }
}
