package io.maillon.chaos.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectionsTest {
  private final Detections detections = new Detections();

  private void fault(long id, String kind, String node, long atMs) {
    detections.accept(
        1,
        new PipelineEvent.Fault(
            id, kind, List.of(node), 0, PipelineEvent.Fault.Phase.BEGIN, "seen", atMs));
  }

  private void recovery(String cause, long declaredMs) {
    detections.accept(
        1, new PipelineEvent.Recovery("p/0", 1, 2, cause, 0, 0, declaredMs, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void countsEachFaultOnceFromItsBeginToTheDecision() {
    fault(1, "kill", "w1", 1_000);
    fault(2, "freeze", "w2", 2_000);
    fault(3, "kill", "w3", 3_000);
    recovery("loss of owner w1#1: connection closed and w2#1 cannot reach it either", 1_020);
    recovery("loss of replica w1#1: connection closed", 1_020);
    recovery("loss of owner w2#1: heartbeats late", 2_450);
    recovery("loss of owner w3#1: long after", 30_000);
    assertEquals(Map.of("kill", List.of(20L), "freeze", List.of(450L)), detections.millis());
  }
}
