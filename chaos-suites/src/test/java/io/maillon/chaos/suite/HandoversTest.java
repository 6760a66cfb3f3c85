package io.maillon.chaos.suite;

import static io.maillon.chaos.suite.Statuses.target;
import static io.maillon.chaos.suite.Statuses.upstream;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.CheckResult;
import io.maillon.chaos.checker.pipeline.Claim;
import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.PipelineBudget;
import io.maillon.chaos.checker.pipeline.PipelineChecker;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.coordinator.status.PipelineStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoversTest {
  private static final String CHANNEL = "parse/0 -> ledger/0";

  private final List<PipelineEvent> events = new ArrayList<>();
  private final Handovers handovers = new Handovers(stage -> true);

  /** A look: what parse let go, and what ledger has by its owner of an epoch. */
  private void look(long letGo, long epoch, long reportEpoch, long position) {
    look("c1", letGo, epoch, reportEpoch, position);
  }

  private void look(String leader, long letGo, long epoch, long reportEpoch, long position) {
    events.addAll(handovers.note(leader, status(letGo, epoch, reportEpoch, position)));
  }

  private static PipelineStatus status(long letGo, long epoch, long reportEpoch, long position) {
    return Statuses.of(
        upstream("parse", "ledger/0", letGo + 5, letGo),
        target("ledger", epoch, reportEpoch, "parse/0", position));
  }

  /** What the checker says of these events. */
  private CheckResult trim() {
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    checker.accept(
        1,
        new PipelineEvent.Run(
            "smoke", "processes", 7, "p", 1000, Fold.NONE, true, 0, List.of(), Map.of()));
    for (int i = 0; i < events.size(); i++) {
      checker.accept(i + 2, events.get(i));
    }
    return checker.result().check(Claim.TRIM);
  }

  @Test
  void whatTheNewOwnerStillHasWasLetGoRightly() {
    look(90, 1, 1, 80);
    look(100, 1, 1, 95);
    look(100, 1, 1, 95);
    look(100, 2, 1, 95);
    assertEquals(List.of(), events, "the new owner has not spoken");
    look(105, 2, 2, 100);
    assertEquals(
        List.of(
            new PipelineEvent.Acked(CHANNEL + " @2", 100),
            new PipelineEvent.Trimmed(CHANNEL + " @2", 100)),
        events);
    assertEquals(Verdict.VALID, trim().verdict());
    assertEquals(1, trim().checked());
  }

  @Test
  void whatTheNewOwnerLacksConvicts() {
    look(100, 1, 1, 100);
    look(100, 2, 1, 100);
    look(100, 2, 2, 99);
    assertEquals(Verdict.INVALID, trim().verdict());
    assertEquals(
        CHANNEL + " @2 trimmed up to offset 100 when offset 99 was acknowledged",
        trim().convictions().get(0).text());
  }

  @Test
  void whatAnEarlierOwnerHadDoesNotExcuseALaterOne() {
    look(100, 1, 1, 100);
    look(100, 2, 2, 100);
    look(100, 3, 3, 40);
    assertEquals(Verdict.INVALID, trim().verdict());
    assertEquals(
        CHANNEL + " @3 trimmed up to offset 100 when offset 40 was acknowledged",
        trim().convictions().get(0).text());
  }

  @Test
  void whatIsLetGoInTheNewEpochIsNotHeldAgainstIt() {
    look(90, 1, 1, 90);
    look(120, 2, 1, 90);
    look(130, 3, 1, 90);
    look(140, 3, 3, 110);
    look(140, 3, 3, 140);
    look(150, 4, 4, 140);
    assertEquals(Verdict.VALID, trim().verdict());
    assertEquals(2, trim().checked());
  }

  @Test
  void whatADeposedLeaderToldLastIsNotHeldAgainstTheNextOnesEpoch() {
    look("c1", 90, 1, 1, 90);
    look("c1", 130, 1, 1, 90);
    look("c2", 130, 2, 2, 110);
    assertEquals(List.of(), events, "130 may have been let go in epoch 2");
    look("c2", 130, 3, 3, 90);
    assertEquals(Verdict.INVALID, trim().verdict());
  }

  @Test
  void aLeaderThatHasHeardNothingYetSaysNothing() {
    look(90, 1, 1, 90);
    look(90, 2, 0, 0);
    assertEquals(List.of(), events);
    look(90, 2, 2, 90);
    assertEquals(1, trim().checked());
  }

  @Test
  void whoBeginsAnewIsNotAsked() {
    Handovers none = new Handovers(stage -> false);
    assertEquals(List.of(), none.note("c1", status(90, 1, 1, 90)));
    assertEquals(List.of(), none.note("c1", status(90, 2, 2, 0)));
  }
}
