package io.maillon.chaos.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.checker.pipeline.PipelineEvent.Fault.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionsTest {
  private final Detections detections = new Detections();

  private void fault(long id, String kind, String node, long held, long atMs) {
    fault(id, kind, node, held, Phase.BEGIN, atMs);
  }

  private void fault(long id, String kind, String node, long held, Phase phase, long atMs) {
    detections.accept(
        1, new PipelineEvent.Fault(id, kind, List.of(node), 0, phase, "seen", atMs, held));
  }

  private void ends(long id, String kind, String node, long atMs) {
    fault(id, kind, node, PipelineEvent.Fault.NOT_KNOWN, Phase.END, atMs);
  }

  private void death(String instance, long declaredMs) {
    death(instance, "connection closed", declaredMs);
  }

  private void death(String instance, String reason, long declaredMs) {
    detections.accept(1, new PipelineEvent.Death(instance, reason, 0, declaredMs));
  }

  private Detections.OfKind of(String kind) {
    return detections.byKind().get(kind);
  }

  @Test
  void countsEachFaultOnceFromItsBeginToTheDecision() {
    fault(1, "kill", "w1", 3, 1_000);
    fault(2, "freeze", "w2", 3, 2_000);
    death("w1#1", 1_020);
    death("w10#1", 1_001);
    death("w2#1", 2_450);
    ends(2, "freeze", "w2", 4_000);
    assertEquals(new Detections.OfKind(new Percentiles(1, 20, 20, 20), 0, 0, 0, 0), of("kill"));
    assertEquals(
        new Detections.OfKind(new Percentiles(1, 450, 450, 450), 0, 0, 0, 0), of("freeze"));
    assertEquals(Verdict.VALID, detections.check().verdict());
    assertEquals(2, detections.check().checked());
  }

  @Test
  void aFailureThatNobodyNoticedIsAMiss() {
    fault(1, "kill", "w1", 3, 1_000);
    death("w1#1", 30_000);
    fault(2, "freeze", "w2", 4, 2_000);
    ends(2, "freeze", "w2", 3_500);
    assertEquals(1, of("kill").missed(), "too late to be about it");
    assertEquals(1, of("freeze").missed());
    FurtherCheck check = detections.check();
    assertEquals(Verdict.INVALID, check.verdict());
    assertTrue(check.detail().contains("fault 2, freeze of w2, which held 4 partitions"));
    assertTrue(check.detail().contains("in 1500 ms"), check.detail());
  }

  @Test
  void whoEndsBecauseItsNextLifeJoinsWasNotNoticed() {
    fault(1, "kill", "w1", 3, 1_000);
    death("w1#1", "a new life of w1 joined", 1_600);
    assertEquals(1, of("kill").missed());
    assertEquals(0, of("kill").times().count());
    assertEquals(Verdict.INVALID, detections.check().verdict());
  }

  @Test
  void whatIsNoticedTooLateIsAMiss() {
    fault(1, "freeze", "w1", 3, 1_000);
    death("w1#1", 2_001);
    ends(1, "freeze", "w1", 4_000);
    fault(2, "isolate", "w2", 3, 10_000);
    death("w2#1", 11_000);
    ends(2, "isolate", "w2", 14_000);
    fault(3, "freeze", "w3", 3, 20_000);
    ends(3, "freeze", "w3", 20_900);
    death("w3#1", 21_100);
    assertEquals(1, of("freeze").missed(), "the other one did not last as long");
    assertEquals(0, of("isolate").missed());
    FurtherCheck check = detections.check();
    assertEquals(Verdict.INVALID, check.verdict());
    assertTrue(check.detail().endsWith("noticed after 1001 ms only"), check.detail());
  }

  @Test
  void aSparedLastCopyIsNoMissHoweverItEnds() {
    fault(1, "kill", "w1", 3, 1_000);
    detections.accept(1, new PipelineEvent.Spared("w1#1", 1_050));
    death("w1#1", "a new life of w1 joined", 1_600);
    fault(2, "freeze", "w2", 3, 20_000);
    detections.accept(1, new PipelineEvent.Spared("w2#1", 20_600));
    death("w2#1", 22_500);
    ends(2, "freeze", "w2", 24_000);
    assertEquals(1, of("kill").spared());
    assertEquals(1, of("freeze").spared());
    assertEquals(Verdict.UNKNOWN, detections.check().verdict());
  }

  @Test
  void whatHeldNothingOrWasOverSoonIsNoMiss() {
    fault(1, "kill", "w1", 0, 1_000);
    fault(2, "freeze", "w2", 4, 2_000);
    ends(2, "freeze", "w2", 2_900);
    assertEquals(1, of("kill").idle());
    assertEquals(1, of("freeze").brief());
    assertEquals(Verdict.UNKNOWN, detections.check().verdict(), "nothing had to be noticed");
  }

  @Test
  void whoHasTheLastCopyIsSpared() {
    fault(1, "isolate", "w1", 4, 1_000);
    detections.accept(1, new PipelineEvent.Spared("w1#2", 1_600));
    ends(1, "isolate", "w1", 4_000);
    assertEquals(1, of("isolate").spared());
    assertEquals(0, of("isolate").missed());
  }

  /** A cut holds back the end of a connection: to notice the kill is to notice the cut. */
  @Test
  void whatComesOnTopOfAnotherIsNotTold() {
    fault(1, "isolate", "w1", 4, 1_000);
    fault(2, "kill", "w1", 4, 1_200);
    death("w1#1", 1_460);
    ends(1, "isolate", "w1", 4_000);
    assertEquals(1, of("isolate").brief());
    assertEquals(1, of("kill").brief());
    assertEquals(0, of("kill").times().count());
    fault(3, "kill", "w1", 4, 4_100);
    death("w1#2", 4_112);
    assertEquals(1, of("kill").times().count(), "after its end");
  }

  @Test
  void aKillOnTopThatNobodyNoticesIsMissed() {
    fault(1, "isolate", "w1", 4, 1_000);
    fault(2, "kill", "w1", 4, 1_200);
    ends(1, "isolate", "w1", 4_000);
    assertEquals(1, of("kill").missed());
    assertEquals(Verdict.INVALID, detections.check().verdict());
  }

  @Test
  void aKillEndsTheFreeze() {
    fault(1, "freeze", "w1", 4, 1_000);
    fault(2, "kill", "w1", 4, 1_200);
    death("w1#1", 1_210);
    fault(3, "kill", "w1", 4, 4_000);
    death("w1#2", 4_013);
    ends(1, "freeze", "w1", 5_000);
    assertEquals(1, of("kill").times().count(), "of the next process, which was not frozen");
    assertEquals(13, of("kill").times().max());
  }

  @Test
  void whoWasDeclaredDeadAMomentAgoHoldsNothing() {
    fault(1, "freeze", "w1", 4, 1_000);
    death("w1#1", 1_450);
    ends(1, "freeze", "w1", 1_460);
    fault(2, "kill", "w1", 4, 1_480);
    assertEquals(1, of("freeze").times().count());
    assertEquals(1, of("kill").idle());
  }

  @Test
  void othersAreNotJudged() {
    fault(1, "kill", "c1", PipelineEvent.Fault.NOT_KNOWN, 1_000);
    fault(2, "slow-cpu", "w2", 4, 2_000);
    ends(2, "slow-cpu", "w2", 9_000);
    fault(3, "freeze", "c2", PipelineEvent.Fault.NOT_KNOWN, 10_000);
    fault(4, "slow-cpu", "c2", PipelineEvent.Fault.NOT_KNOWN, 10_100);
    ends(3, "freeze", "c2", 11_000);
    assertTrue(detections.byKind().isEmpty());
  }
}
