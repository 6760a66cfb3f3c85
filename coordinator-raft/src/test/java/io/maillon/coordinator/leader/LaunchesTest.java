package io.maillon.coordinator.leader;

import static io.maillon.coordinator.state.Samples.READ;
import static io.maillon.coordinator.state.Samples.id;
import static io.maillon.coordinator.state.Samples.ids;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.state.Samples;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.LogKind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader with a launcher, played by hand: the pipeline wants p-0 and p-1. */
class LaunchesTest {
  private final Stage launching = new Stage(true);

  @BeforeEach
  void apply() {
    launching.applyPipeline(Samples.spec(1, LogKind.MEMORY));
  }

  @Test
  void launchesWhatIsMissingAndAgainWhatDies() {
    assertEquals(List.of("p-0", "p-1"), launching.launched);
    launching.join("p-0", 1);
    launching.join("p-1", 2);
    launching.installAll();
    launching.kill(id("p-1#1"), 2);
    launching.core.onProcessExited("p", "p-1", 2, 137, launching.nowNs(), launching.nowMs());
    launching.run(100);
    assertEquals(List.of("p-0", "p-1", "p-1"), launching.launched);
    assertEquals(id("p-1#2"), launching.join("p-1", 3));
    launching.installAll();
    assertEquals(ids("p-1#2"), launching.partition(READ).active().replicas());
  }

  /** What a former leader launched: its exit is told to nobody, but its host answers for it. */
  @Test
  void aNextLeaderLaunchesAtOnceWhatIsCertainlyGone() {
    InstanceId second = underAnotherLeader();
    launching.launched.clear();
    launching.run(1_000);
    launching.kill(second, 12);
    launching.run(100);
    assertEquals(List.of("p-1"), launching.launched);
  }

  @Test
  void aHostMayAnswerForWhatIsGoneAfterItsDeathIsAgreed() {
    InstanceId second = underAnotherLeader();
    launching.run(1_000);
    launching.beating.remove(12L);
    launching.probed.clear();
    for (int i = 0; i < 1_000 && launching.pipeline().isAlive(second); i++) {
      launching.run(10);
    }
    assertFalse(launching.pipeline().isAlive(second));
    assertEquals(List.of("p-0", "p-1"), launching.launched);
    assertEquals(List.of(second), launching.probed, "asked once more");
    launching.launched.clear();
    launching.core.onProbed("p", second, true, launching.nowNs(), launching.nowMs());
    launching.run(100);
    assertEquals(List.of("p-1"), launching.launched);
  }

  @Test
  void givesUpOnAnInstanceThatNeverComesUp() {
    for (int i = 0; i < 1_000; i++) {
      launching.core.onProcessExited("p", "p-0", i, 1, launching.nowNs(), launching.nowMs());
      launching.settle();
      launching.run(100);
    }
    assertEquals(List.of("p-0", "p-1", "p-0"), launching.launched.subList(0, 3));
    long tries = launching.launched.stream().filter("p-0"::equals).count();
    assertEquals(8, tries);
    assertEquals(PipelineState.FAILED, launching.pipeline().state());
    assertTrue(
        launching.pipeline().message().contains("ended with status 1"),
        launching.pipeline().message());
  }

  /** A process that starts would take the processor from those that recover; but not for ever. */
  @Test
  void launchesOnceWhatCanBeRecoveredIsRecoveredOrLate() {
    launching.join("p-0", 1);
    launching.join("p-1", 2);
    launching.join("by-hand", 3);
    launching.installAll();
    for (boolean installs : new boolean[] {true, false}) {
      InstanceId owner = launching.partition(READ).active().owner().orElseThrow();
      launching.launched.clear();
      long connection = launching.connection(owner);
      launching.kill(owner, connection);
      launching.core.onProcessExited(
          "p", owner.name(), connection, 137, launching.nowNs(), launching.nowMs());
      launching.run(900);
      assertEquals(List.of(), launching.launched, "before " + owner + " is replaced");
      if (installs) {
        launching.installAll();
      }
      launching.run(200);
      assertEquals(List.of(owner.name()), launching.launched);
      launching.join(owner.name(), connection + 10);
      launching.installAll();
    }
  }

  @Test
  void endsALaunchedProcessThatNeverRegisters() {
    launching.run(59_000);
    assertEquals(List.of(), launching.terminated);
    launching.run(2_000);
    assertEquals(List.of("p-0", "p-1"), launching.terminated);
    launching.core.onProcessExited("p", "p-0", 1, 143, launching.nowNs(), launching.nowMs());
    launching.run(200);
    assertEquals(List.of("p-0", "p-1", "p-0"), launching.launched);
  }

  /** Both were launched by a former leader, and are on connections 11 and 12 of the next one. */
  private InstanceId underAnotherLeader() {
    launching.join("p-0", 1);
    InstanceId second = launching.join("p-1", 2);
    launching.installAll();
    launching.elect();
    launching.attach(id("p-0#1"), 1, 11);
    launching.attach(second, 2, 12);
    return second;
  }
}
