package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.fault.Look;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HoldingsTest {
  private static Look look(InstanceStatus... instances) {
    PipelineStatus status =
        Statuses.of(
            List.of(instances),
            List.of(
                Statuses.waiting("parse", 3, "ACTIVE", 0),
                Statuses.waiting("ledger", 3, "ACTIVE", 0),
                Statuses.waiting("write", 3, "FINISHED", 0)));
    StatusDocument document = new StatusDocument(true, "c1", List.of(1L), List.of(status), "");
    return new Look(List.of("c1"), List.of("w1", "w2", "w3"), Optional.of(document), 1_000, "p");
  }

  private final Look look =
      look(Statuses.dead("w1#1", 1, 2), Statuses.alive("w2#1"), Statuses.alive("w3#1"));

  @Test
  void countsWhatLivesInTheNode() {
    assertEquals(2, Holdings.of(look, List.of("w2"), 1_050));
    assertEquals(0, Holdings.of(look, List.of("w3"), 1_050));
    assertEquals(0, Holdings.of(look, List.of("w1"), 1_050), "its life is over");
    assertEquals(2, Holdings.of(look, List.of("w2", "w3"), 1_050));
  }

  @Test
  void saysSoWhereNothingIsKnown() {
    long notKnown = PipelineEvent.Fault.NOT_KNOWN;
    assertEquals(notKnown, Holdings.of(look, List.of("c1"), 1_050));
    assertEquals(notKnown, Holdings.of(look, List.of("w2"), 2_100), "an old look");
  }
}
