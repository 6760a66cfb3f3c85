package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.RecoveryStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveriesTest {
  private static final long FAILED_MS = 10_000;
  private static final long NOT_YET = -1;

  private final Recoveries recoveries = new Recoveries();

  private static RecoveryStatus recovery(long installedMs, long readyMs, long caughtUpMs) {
    return new RecoveryStatus(
        "ledger/0", 3, 4, "loss", FAILED_MS, 2, 5, 9, installedMs, readyMs, caughtUpMs, 17);
  }

  private static PipelineStatus status(
      RecoveryStatus recovery, long epoch, String state, long waitingBytes) {
    return Statuses.of(
        List.of(), List.of(Statuses.waiting("ledger", epoch, state, waitingBytes)), recovery);
  }

  @Test
  void eachPhaseHasItsTime() {
    RecoveryStatus done = recovery(12, 14, 20);
    assertEquals(
        List.of(
            new PipelineEvent.Recovery(
                "ledger/0",
                3,
                4,
                "loss",
                FAILED_MS,
                10_002,
                10_005,
                10_009,
                10_012,
                10_014,
                10_020,
                10_050,
                17)),
        recoveries.note(status(done, 4, "ACTIVE", 0), 10_050));
  }

  @Test
  void aPhaseThatNobodySawHasNone() {
    List<PipelineEvent> told =
        recoveries.note(status(recovery(NOT_YET, 14, 20), 4, "ACTIVE", 0), 10_050);
    assertEquals(0, ((PipelineEvent.Recovery) told.get(0)).installedMs());
  }

  @Test
  void isToldOnceAndOnlyWhenItHasCaughtUp() {
    assertEquals(
        List.of(), recoveries.note(status(recovery(12, 14, NOT_YET), 4, "ACTIVE", 0), 10_015));
    RecoveryStatus done = recovery(12, 14, 20);
    assertEquals(List.of(), recoveries.note(status(done, 4, "ACTIVE", 1 << 20), 10_030));
    assertEquals(1, recoveries.note(status(done, 4, "ACTIVE", 1_000), 10_050).size());
    assertEquals(List.of(), recoveries.note(status(done, 4, "ACTIVE", 1_000), 10_100));
  }

  @Test
  void isToldWhenNothingWillCatchUpAnyMore() {
    RecoveryStatus done = recovery(12, 14, 20);
    assertEquals(1, recoveries.note(status(done, 5, "RECOVERING", 1 << 20), 10_030).size());
    Recoveries others = new Recoveries();
    assertEquals(1, others.note(status(done, 4, "FINISHED", 1 << 20), 10_030).size());
  }
}
