package io.maillon.coordinator.leader;

import static io.maillon.coordinator.state.Samples.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.Samples;
import io.maillon.protocol.control.Accepted;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Evict;
import io.maillon.protocol.control.OpenSession;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.RequestId;
import io.maillon.protocol.control.SessionExpired;
import io.maillon.protocol.pipeline.LogKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator takes the work of an instance away. Instances a and b are on connections 1 and 2. */
class EvictTest {
  private static final long OPERATOR = Stage.OPERATOR;

  private final Stage stage = new Stage(false);

  @BeforeEach
  void bothHoldBothLogs() {
    stage.applyPipeline(Samples.spec(1, LogKind.MEMORY));
    stage.join("a", 1);
    stage.join("b", 2);
    stage.installAll();
  }

  private String refused(long number) {
    Rejected rejected = stage.last(OPERATOR, Rejected.class).orElseThrow();
    assertEquals(stage.request(number), rejected.requestId());
    return rejected.message();
  }

  private boolean somebodyIsSuspected() {
    return stage.core.status("p").toString().contains("SUSPECTED");
  }

  @Test
  void endsAHealthyLife() {
    stage.say(OPERATOR, new Evict(stage.request(2), "p", id("a#1"), false));
    assertFalse(stage.pipeline().isAlive(id("a#1")));
    assertEquals(
        "1 of 1 declared dead", stage.last(OPERATOR, Accepted.class).orElseThrow().message());
    assertEquals(id("a#1"), stage.last(1, Dismissed.class).orElseThrow().instance());
  }

  @Test
  void sparesTheOnlyCopyUnlessForced() {
    stage.kill(id("b#1"), 2);
    stage.say(OPERATOR, new Evict(stage.request(2), "p", id("a#1"), false));
    assertTrue(stage.pipeline().isAlive(id("a#1")));
    assertEquals(
        "a#1 has the only copy of the log of [read/0, write/0]: expected --force", refused(2));
    stage.say(OPERATOR, new Evict(stage.request(3), "p", id("a#1"), true));
    assertFalse(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void aSilentOneIsNoOtherCopy() {
    stage.run(500);
    stage.beating.remove(2L);
    for (int i = 0; i < 300 && !somebodyIsSuspected(); i++) {
      stage.run(10);
    }
    assertTrue(stage.pipeline().isAlive(id("b#1")), "suspected, not declared dead");
    stage.say(OPERATOR, new Evict(stage.request(5), "p", id("a#1"), false));
    assertTrue(refused(5).startsWith("a#1 has the only copy"));
    assertTrue(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void refusesARequestWithoutANumber() {
    stage.say(OPERATOR, new Evict(stage.request(0), "p", id("a#1"), false));
    assertTrue(refused(0).endsWith("expected a number from 1"));
    assertTrue(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void aSessionIsNotOpenedWithoutANonce() {
    stage.say(OPERATOR, new OpenSession(0));
    assertEquals(
        "nonce 0: expected any other number",
        stage.last(OPERATOR, Rejected.class).orElseThrow().message());
  }

  @Test
  void refusesALifeThatIsOver() {
    stage.say(OPERATOR, new Evict(stage.request(2), "p", id("a#7"), true));
    assertEquals("expected a living instance, found [a#7]", refused(2));
    assertTrue(stage.pipeline().isAlive(id("a#1")));
  }

  /** The first may be done, whatever the second hears. */
  @Test
  void isNotRefusedWhileTheSameIsOnItsWay() {
    Evict evict = new Evict(stage.request(2), "p", id("a#1"), false);
    stage.core.onMessage(OPERATOR, evict, stage.nowNs(), stage.nowMs());
    stage.core.onDisconnected(2, stage.nowNs(), stage.nowMs());
    stage.core.onProbed("p", id("b#1"), true, stage.nowNs(), stage.nowMs());
    stage.core.onMessage(OPERATOR, evict, stage.nowNs(), stage.nowMs());
    assertTrue(stage.all(OPERATOR, Rejected.class).isEmpty());
    stage.settle();
    assertFalse(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void anotherRequestIsJudgedForItself() {
    stage.core.onMessage(
        OPERATOR,
        new Evict(new RequestId(77, 1), "p", id("a#1"), false),
        stage.nowNs(),
        stage.nowMs());
    Command first = stage.proposed.removeLast();
    stage.kill(id("b#1"), 2);
    stage.say(OPERATOR, new Evict(stage.request(2), "p", id("a#1"), false));
    assertTrue(refused(2).startsWith("a#1 has the only copy"));
    stage.proposed.add(first);
    stage.settle();
    assertTrue(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void nothingMovesBeforeTheDeathIsAgreed() {
    Evict ofNobody = new Evict(new RequestId(77, 1), "p", id("a#1"), false);
    stage.core.onMessage(OPERATOR, ofNobody, stage.nowNs(), stage.nowMs());
    Command eviction = stage.proposed.removeLast();
    stage.run(200);
    stage.proposed.add(eviction);
    stage.run(200);
    assertEquals(0, stage.pipeline().partitions().stream().filter(this::hasClaim).count());
    assertEquals(1, stage.applied(Action.Grant.class).size(), "of the start");
  }

  private boolean hasClaim(PartitionRecord partition) {
    return partition.claim().isPresent();
  }

  @Test
  void whoWasNotEvictedIsWatchedOn() {
    RequestId ofNobody = new RequestId(77, 1);
    stage.say(OPERATOR, new Evict(ofNobody, "p", id("a#1"), false));
    assertTrue(stage.last(OPERATOR, SessionExpired.class).isPresent());
    stage.run(500);
    assertTrue(stage.pipeline().isAlive(id("a#1")));
    stage.kill(id("a#1"), 1);
    stage.run(100);
    assertFalse(stage.pipeline().isAlive(id("a#1")));
  }

  @Test
  void answersARepeatedRequestAsBefore() {
    stage.say(OPERATOR, new Evict(stage.request(2), "p", id("a#1"), false));
    stage.say(OPERATOR, new Evict(stage.request(2), "p", id("a#1"), false));
    RequestId request = stage.request(2);
    assertEquals(
        2,
        stage.all(OPERATOR, Accepted.class).stream()
            .filter(a -> a.requestId().equals(request))
            .count());
  }
}
