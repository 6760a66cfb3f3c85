package io.maillon.coordinator.leader;

import static io.maillon.coordinator.state.Samples.READ;
import static io.maillon.coordinator.state.Samples.WRITE;
import static io.maillon.coordinator.state.Samples.id;
import static io.maillon.coordinator.state.Samples.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.Samples;
import io.maillon.protocol.Claim;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.LogKind;
import org.junit.jupiter.api.Test;

/** Who has the only copy of a log is not soon given up. Instances a, b, c are on 1, 2, 3. */
class LastCopyTest {
  private final Stage stage = new Stage(false);

  @Test
  void aFrozenLastCopyGetsTimeToThaw() {
    stage.running(1, LogKind.MEMORY);
    stage.kill(id("b#1"), 2);
    stage.beating.remove(1L);
    long epoch = stage.partition(READ).newestEpoch();
    stage.run(9_000);
    assertTrue(stage.pipeline().isAlive(id("a#1")), "nobody else has its log");
    assertEquals(PipelineState.RUNNING, stage.pipeline().state());
    assertEquals(epoch, stage.partition(READ).newestEpoch(), "who is not heard gets no new claim");
    Claim write = stage.partition(WRITE).claim().orElseThrow();
    assertEquals(id("c#1"), write.candidate());
    assertTrue(write.replicas().contains(id("a#1")), "and keeps what it holds");
    stage.beating.put(1L, id("a#1"));
    stage.run(500);
    stage.installAll();
    assertEquals(id("a#1"), stage.partition(READ).active().owner().orElseThrow());
    assertEquals(ids("c#1"), stage.partition(READ).active().replicas());
    stage.beating.remove(1L);
    stage.run(2_000);
    assertFalse(stage.pipeline().isAlive(id("a#1")), "there is another copy by now");
    assertEquals(PipelineState.RUNNING, stage.pipeline().state());
  }

  @Test
  void aFrozenLastCopyIsGivenUpAfterTheGrace() {
    stage.running(1, LogKind.MEMORY);
    stage.kill(id("b#1"), 2);
    stage.beating.remove(1L);
    stage.run(13_000);
    assertFalse(stage.pipeline().isAlive(id("a#1")));
    assertEquals(PipelineState.DATA_LOSS, stage.pipeline().state());
  }

  @Test
  void aLastCopyThatIsCutOffGetsTimeToComeBack() {
    stage.running(1, LogKind.MEMORY);
    stage.kill(id("b#1"), 2);
    stage.beating.remove(1L);
    stage.core.onDisconnected(1, stage.nowNs(), stage.nowMs());
    stage.run(9_000);
    assertTrue(stage.pipeline().isAlive(id("a#1")), "its connection may have been reset");
    stage.attach(id("a#1"), 1, 11);
    stage.run(500);
    stage.installAll();
    assertEquals(id("a#1"), stage.partition(READ).active().owner().orElseThrow());
    assertEquals(PipelineState.RUNNING, stage.pipeline().state());
  }

  @Test
  void ofTwoFrozenAtOnceOneIsSpared() {
    stage.running(1, LogKind.MEMORY);
    stage.beating.remove(1L);
    stage.beating.remove(2L);
    stage.run(5_000);
    assertTrue(stage.pipeline().isAlive(id("a#1")) != stage.pipeline().isAlive(id("b#1")));
    assertEquals(PipelineState.RUNNING, stage.pipeline().state());
  }

  /** Judged at the same tick, the frozen one after the one that is gone, whatever their names. */
  @Test
  void whoeverFreezesIsSparedWhenTheOtherIsGone() {
    for (int laterMs = 0; laterMs < 1_000; laterMs += 10) {
      Stage alone = new Stage(false);
      alone.applyPipeline(Samples.spec(1, LogKind.MEMORY));
      alone.join("a", 1);
      alone.join("b", 2);
      alone.installAll();
      alone.run(500);
      alone.beating.remove(1L);
      alone.run(laterMs);
      alone.beating.remove(2L);
      alone.core.onDisconnected(2, alone.nowNs(), alone.nowMs());
      alone.run(2_000);
      InstanceRecord frozen = alone.pipeline().instance(id("a#1")).orElseThrow();
      InstanceRecord gone = alone.pipeline().instance(id("b#1")).orElseThrow();
      assertTrue(
          frozen.alive() || gone.alive() || frozen.declaredMs() < gone.declaredMs(),
          "both at once, " + laterMs + " ms apart");
    }
  }

  @Test
  void aLastCopyThatIsGoneIsNotSpared() {
    stage.running(1, LogKind.MEMORY);
    stage.kill(id("b#1"), 2);
    stage.core.onProcessExited("p", "a", 1, 137, stage.nowNs(), stage.nowMs());
    stage.settle();
    assertFalse(stage.pipeline().isAlive(id("a#1")));
    assertEquals(PipelineState.DATA_LOSS, stage.pipeline().state());
  }

  @Test
  void aFileIsNoLastCopy() {
    stage.running(1, LogKind.FILE);
    stage.kill(id("b#1"), 2);
    stage.beating.remove(1L);
    stage.run(2_000);
    assertFalse(stage.pipeline().isAlive(id("a#1")), "its next life has the log");
    assertEquals(PipelineState.RUNNING, stage.pipeline().state());
  }
}
