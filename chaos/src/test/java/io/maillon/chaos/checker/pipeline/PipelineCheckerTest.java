package io.maillon.chaos.checker.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A good history with one change each is convicted for that, and for nothing else. */
class PipelineCheckerTest {
  private static final PipelineEvent.Run RUN =
      new PipelineEvent.Run(
          "smoke", "processes", 7, "p", 1000, Fold.SUM, true, 500, List.of("kill"), Map.of());

  /** Line n stands at index n - 1. */
  private final List<PipelineEvent> events =
      new ArrayList<>(
          List.of(
              RUN,
              new PipelineEvent.Sent("orders/0", 1, "a", "5"),
              new PipelineEvent.Sent("orders/0", 2, "b", "7"),
              new PipelineEvent.Sent("orders/0", 3, "a", "-2"),
              new PipelineEvent.Owner("orders/0", 1, "w1#1", 1001),
              new PipelineEvent.Owner("orders/0", 2, "w2#1", 1200),
              fault(1, PipelineEvent.Fault.Phase.BEGIN, "exited 137", 1100),
              new PipelineEvent.Released("orders/0", 1, 2),
              new PipelineEvent.Acked("orders/0", 2),
              new PipelineEvent.Trimmed("orders/0", 2),
              new PipelineEvent.Released("orders/0", 2, 3),
              new PipelineEvent.Acked("orders/0", 3),
              new PipelineEvent.Effect("write/0", 1, "a", "orders/0", 1, "5"),
              new PipelineEvent.Effect("write/1", 3, "b", "orders/0", 2, "7"),
              new PipelineEvent.Effect("write/0", 2, "a", "orders/0", 3, "3"),
              new PipelineEvent.State("a", "3"),
              new PipelineEvent.State("b", "7"),
              new PipelineEvent.End("DONE", "", 1500)));

  private static PipelineEvent.Fault fault(
      long id, PipelineEvent.Fault.Phase phase, String evidence, long atMs) {
    return new PipelineEvent.Fault(id, "kill", List.of("w1"), 0, phase, evidence, atMs);
  }

  private void change(int line, PipelineEvent event) {
    events.set(line - 1, event);
  }

  private void insert(int line, PipelineEvent event) {
    events.add(line - 1, event);
  }

  private void convicts(Claim claim, String text, Integer... lines) {
    PipelineResult result = PipelineBruteForceTest.check(events);
    assertEquals(Verdict.INVALID, result.verdict());
    CheckResult check = result.check(claim);
    assertEquals(1, check.violations(), check::toString);
    assertEquals(List.of(new PipelineConviction(text, List.of(lines))), check.convictions());
    result.checks().stream()
        .filter(c -> c.claim() != claim)
        .forEach(c -> assertEquals(Verdict.VALID, c.verdict(), c::toString));
  }

  private void unknown(Claim claim, String note) {
    PipelineResult result = PipelineBruteForceTest.check(events);
    assertEquals(Verdict.UNKNOWN, result.verdict(), result::toString);
    assertEquals(Verdict.UNKNOWN, result.check(claim).verdict());
    assertEquals(note, result.check(claim).note());
  }

  @Test
  void aGoodHistoryIsValid() {
    PipelineResult result = PipelineBruteForceTest.check(events);
    assertEquals(Verdict.VALID, result.verdict(), result::toString);
    assertEquals(new PipelineCounts(18, 3, 3, 2, 1, 0), result.counts());
    assertEquals(Claim.values().length, result.checks().size());
    result.checks().forEach(c -> assertTrue(c.checked() > 0, c::toString));
  }

  @Test
  void lossOfAcknowledgedInput() {
    change(14, new PipelineEvent.Acked("orders/0", 3));
    change(17, new PipelineEvent.Acked("orders/0", 3));
    convicts(
        Claim.LOSS,
        "orders/0 offset 2 was sent and acknowledged, the pipeline is DONE, and it has no effect",
        3,
        12,
        18);
  }

  @Test
  void lossOfOneOfSeveralEffects() {
    change(3, new PipelineEvent.Sent("orders/0", 2, "b", "7", 2));
    change(12, new PipelineEvent.Acked("orders/0", 1));
    convicts(
        Claim.LOSS,
        "orders/0 offset 2 output 1 was sent and acknowledged, the pipeline is DONE, and it has no"
            + " effect",
        3,
        9,
        18);
  }

  @Test
  void lossIsNotKnownBeforeThePipelineIsDone() {
    change(14, new PipelineEvent.Acked("orders/0", 3));
    change(17, new PipelineEvent.Acked("orders/0", 3));
    change(18, new PipelineEvent.End("STOPPED", "by hand", 1500));
    unknown(
        Claim.LOSS,
        "1 acknowledged records have not all their effects, and the pipeline is not DONE");
    unknown(Claim.LIVENESS, "the pipeline was left in state STOPPED: by hand");
  }

  @Test
  void phantoms() {
    insert(16, new PipelineEvent.Effect("write/0", 0, "c", "orders/0", 9, ""));
    change(18, new PipelineEvent.State("b", "7"));
    insert(19, new PipelineEvent.State("c", "0"));
    convicts(Claim.PHANTOM, "orders/0 offset 9 took effect and was never sent", 16);
  }

  @Test
  void recordsThatChangeWhenTheyAreReadAgain() {
    insert(5, new PipelineEvent.Sent("orders/0", 1, "a", "5"));
    insert(6, new PipelineEvent.Sent("orders/0", 1, "a", "6"));
    convicts(Claim.PHANTOM, "orders/0 offset 1 was sent twice, with different contents", 2, 6);
  }

  @Test
  void duplicates() {
    insert(15, new PipelineEvent.Effect("write/1", 3, "b", "orders/0", 2, "7"));
    convicts(Claim.DUPLICATE, "orders/0 offset 2 took effect twice", 14, 15);
  }

  @Test
  void duplicatesThroughAJoin() {
    Input again = new Input("orders/0", 1, 0);
    Input cause = new Input("orders/0", 3, 0);
    change(15, new PipelineEvent.Effect("write/0", 2, "a", cause, List.of(again), "3"));
    convicts(Claim.DUPLICATE, "orders/0 offset 1 took effect twice", 13, 15);
    change(2, new PipelineEvent.Sent("orders/0", 1, "a", "5", PipelineEvent.Sent.ANY_EFFECTS));
    assertEquals(Verdict.VALID, PipelineBruteForceTest.check(events).verdict());
  }

  @Test
  void moreEffectsThanExpected() {
    insert(
        15,
        new PipelineEvent.Effect("write/1", 3, "b", new Input("orders/0", 2, 1), List.of(), ""));
    change(18, new PipelineEvent.State("b", "14"));
    convicts(Claim.DUPLICATE, "orders/0 offset 2 output 1 took effect, expected effects: 1", 3, 15);
  }

  @Test
  void orderPerKey() {
    change(13, new PipelineEvent.Effect("write/0", 1, "a", "orders/0", 3, "-2"));
    change(15, new PipelineEvent.Effect("write/0", 2, "a", "orders/0", 1, "3"));
    convicts(Claim.ORDER, "write/0 holds, for key 'a', orders/0 offset 1 behind offset 3", 13, 15);
    change(
        1,
        new PipelineEvent.Run(
            "smoke", "", 7, "p", 1000, Fold.SUM, false, 500, List.of(), Map.of()));
    assertEquals(Verdict.VALID, PipelineBruteForceTest.check(events).verdict());
  }

  @Test
  void effectsOfASupersededEpoch() {
    change(15, new PipelineEvent.Effect("write/1", 2, "a", "orders/0", 3, "3"));
    convicts(Claim.SUPERSEDED, "write/1 has an effect of epoch 2 behind one of epoch 3", 14, 15);
  }

  @Test
  void releasesOfASupersededEpoch() {
    insert(12, new PipelineEvent.Released("orders/0", 1, 3));
    convicts(
        Claim.SUPERSEDED, "orders/0 released outputs in epoch 1 behind one of epoch 2", 11, 12);
  }

  @Test
  void twoOwnersOfOneEpoch() {
    insert(7, new PipelineEvent.Owner("orders/0", 2, "w3#1", 1200));
    convicts(Claim.OWNER, "orders/0 epoch 2 has two owners, w2#1 and w3#1", 6, 7);
  }

  @Test
  void epochsThatShrink() {
    insert(7, new PipelineEvent.Owner("orders/0", 1, "w1#1", 1300));
    convicts(
        Claim.OWNER, "orders/0 has an owner of epoch 1, w1#1, after one of epoch 2, w2#1", 6, 7);
    change(7, new PipelineEvent.Owner("orders/0", 1, "w1#1", 1150));
    assertEquals(Verdict.VALID, PipelineBruteForceTest.check(events).verdict());
  }

  @Test
  void trimsOfWhatIsNotAcknowledged() {
    change(10, new PipelineEvent.Trimmed("orders/0", 3));
    convicts(Claim.TRIM, "orders/0 trimmed up to offset 3 when offset 2 was acknowledged", 9, 10);
    change(10, new PipelineEvent.Trimmed("parse/0", 0));
    convicts(Claim.TRIM, "parse/0 trimmed up to offset 0 before anything was acknowledged", 10);
  }

  @Test
  void effectsThatTellAWrongFold() {
    change(15, new PipelineEvent.Effect("write/0", 2, "a", "orders/0", 3, "4"));
    convicts(Claim.STATE, "key 'a' has the value 4 with this effect, expected the sum 3", 13, 15);
    change(15, new PipelineEvent.Effect("write/0", 2, "a", "orders/0", 3, "x"));
    convicts(
        Claim.STATE,
        "key 'a' has the value no whole number with this effect, expected the sum 3",
        13,
        15);
  }

  @Test
  void finalStatesThatAreNotTheFold() {
    change(16, new PipelineEvent.State("a", "8"));
    convicts(Claim.STATE, "key 'a' has the final state 8, expected the sum 3", 15, 16);
    change(16, new PipelineEvent.State("b", "7"));
    change(17, new PipelineEvent.Acked("orders/0", 3));
    convicts(Claim.STATE, "key 'a' has effects and no final state, expected the sum 3", 15, 18);
    change(17, new PipelineEvent.State("a", "3"));
    insert(18, new PipelineEvent.State("a", "3"));
    convicts(Claim.STATE, "key 'a' has two final states", 17, 18);
  }

  @Test
  void pipelinesThatEndLate() {
    change(18, new PipelineEvent.End("DONE", "", 1601));
    convicts(
        Claim.LIVENESS,
        "the pipeline was DONE 501 ms after the last fault and the end of its input, expected DONE"
            + " within 500 ms",
        7,
        18);
    change(18, new PipelineEvent.End("DONE", "", 1601, 1101));
    assertEquals(Verdict.VALID, PipelineBruteForceTest.check(events).verdict());
  }

  @Test
  void pipelinesThatFail() {
    change(18, new PipelineEvent.End("FAILED", "data loss", 1500));
    PipelineResult result = PipelineBruteForceTest.check(events);
    assertEquals(Verdict.INVALID, result.verdict());
    assertEquals(
        List.of(new PipelineConviction("the pipeline ended in FAILED: data loss", List.of(18))),
        result.check(Claim.LIVENESS).convictions());
    change(18, new PipelineEvent.End("DATA_LOSS", "", 1500));
    assertEquals(Verdict.INVALID, PipelineBruteForceTest.check(events).verdict());
  }

  @Test
  void histories() {
    events.remove(17);
    unknown(Claim.LIVENESS, "the history has no end");
    events.removeIf(e -> !(e instanceof PipelineEvent.Run));
    unknown(Claim.LOSS, "no record was sent");
    PipelineResult nothing = PipelineBruteForceTest.check(List.of());
    assertEquals(Verdict.UNKNOWN, nothing.verdict());
    assertEquals("the history holds no event", nothing.reason());
  }

  @Test
  void aRunWhoseFaultsNeverFiredIsVoid() {
    change(7, fault(1, PipelineEvent.Fault.Phase.BEGIN, " ", 1100));
    unknown(Claim.EVIDENCE, "VOID: none of the faults took effect: [kill]");
    insert(
        8,
        new PipelineEvent.Fault(
            2, "cut", List.of(), 0, PipelineEvent.Fault.Phase.BEGIN, "seen", 1100));
    unknown(Claim.EVIDENCE, "no evidence of any kill");
    insert(8, fault(3, PipelineEvent.Fault.Phase.BEGIN, "exited 137", 1100));
    PipelineResult result = PipelineBruteForceTest.check(events);
    assertEquals(Verdict.VALID, result.verdict());
    assertEquals("1 left no evidence", result.check(Claim.EVIDENCE).note());
  }

  @Test
  void endsOfFaultsNeedEvidenceToo() {
    for (int id = 2; id <= 4; id++) {
      insert(8, fault(id, PipelineEvent.Fault.Phase.END, id == 4 ? "runs" : "", 1110));
      insert(8, fault(id, PipelineEvent.Fault.Phase.BEGIN, "stopped", 1100));
    }
    CheckResult check = PipelineBruteForceTest.check(events).check(Claim.EVIDENCE);
    assertEquals(Verdict.VALID, check.verdict());
    assertEquals("2 ended without evidence of it", check.note());
    change(9, fault(4, PipelineEvent.Fault.Phase.END, "", 1110));
    unknown(Claim.EVIDENCE, "no evidence that any kill ended");
  }

  @Test
  void aRunThatWasGivenUpShowsNothing() {
    change(18, new PipelineEvent.End(PipelineEvent.End.ABORTED, "no room", 900_000));
    unknown(Claim.LIVENESS, "the run was aborted: no room");
    assertEquals("the run was aborted: no room", PipelineBruteForceTest.check(events).reason());
  }

  @Test
  void aChannelThatWasTrimmedTooFar() {
    insert(8, new PipelineEvent.Trimmed("parse/0 -> ledger/1", 7));
    insert(8, new PipelineEvent.Acked("parse/0 -> ledger/1", 6));
    insert(8, new PipelineEvent.Acked("parse/0 -> ledger/0", 9));
    convicts(
        Claim.TRIM,
        "parse/0 -> ledger/1 trimmed up to offset 7 when offset 6 was acknowledged",
        9,
        10);
  }

  @Test
  void aBudgetThatIsSpentIsUnknownUnlessThereIsAConviction() {
    assertEquals(Verdict.UNKNOWN, checked(12).verdict());
    assertEquals("the budget of 12 remembered entries is spent", checked(12).reason());
    insert(2, new PipelineEvent.Trimmed("orders/0", 3));
    assertEquals(Verdict.INVALID, checked(12).verdict());
  }

  private PipelineResult checked(long entriesMax) {
    PipelineChecker checker = new PipelineChecker(new PipelineBudget(entriesMax));
    for (int i = 0; i < events.size(); i++) {
      checker.accept(i + 1, events.get(i));
    }
    return checker.result();
  }

  @Test
  void aCheckerThatThrowsIsUnknown() {
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    checker.accept(1, RUN);
    checker.accept(2, new PipelineEvent.Acked(null, 3));
    checker.accept(3, new PipelineEvent.End("DONE", "", 1500));
    PipelineResult result = checker.result();
    assertEquals(Verdict.UNKNOWN, result.verdict());
    assertTrue(result.reason().startsWith("the checker failed: "), result.reason());
  }

  private void refused(int line, PipelineEvent event, String message) {
    insert(line, event);
    HistoryException e =
        assertThrows(HistoryException.class, () -> PipelineBruteForceTest.check(events));
    assertEquals("line " + line + ": " + message, e.getMessage());
    events.remove(line - 1);
  }

  @Test
  void historiesThatMakeNoSenseAreRefused() {
    PipelineEvent.End end = new PipelineEvent.End("DONE", "", 1);
    refused(1, end, "expected a run event before all others");
    refused(2, RUN, "a second run: expected one in each history");
    refused(19, end, "a second end: expected one in each history");
    refused(
        4,
        new PipelineEvent.Sent("orders/0", 8, "a", "x"),
        "sent with value 'x': expected a whole number, the fold is a sum");
    refused(
        3,
        fault(4, PipelineEvent.Fault.Phase.END, "", 1),
        "fault 4 ends: expected its begin before");
    refused(
        9,
        fault(1, PipelineEvent.Fault.Phase.BEGIN, "", 1),
        "fault 1 begins: it did in line 7, expected a new id");
  }
}
