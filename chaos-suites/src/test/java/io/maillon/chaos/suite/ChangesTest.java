package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.workload.LedgerPipeline;
import io.maillon.chaos.workload.Workload;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PipelineStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private final Changes changes =
      new Changes(
          new LedgerPipeline(
                  "p", Path.of("."), Workload.steady(1, 10, 10), LedgerPipeline.Shape.DEFAULT)
              .spec());

  private List<PipelineEvent> look(long epoch, String... dead) {
    PipelineStatus status =
        Statuses.of(
            List.of(dead).stream().map(id -> Statuses.dead(id, 900, 950)).toList(),
            List.of(Statuses.waiting("ledger", epoch, "ACTIVE", 0)));
    return changes.note("c1", status, 1_000);
  }

  @Test
  void whoIsSparedIsToldOfAgainWhenItWasHeardOf() {
    PipelineStatus silent =
        Statuses.of(
            List.of(new InstanceStatus("w1#1", 1, "h", "h:1", "SPARED", "", 0, 0)), List.of());
    PipelineEvent spared = new PipelineEvent.Spared("w1#1", 5);
    assertEquals(List.of(spared), changes.note("c1", silent, 5));
    assertEquals(List.of(), changes.note("c1", silent, 6));
    changes.note("c1", Statuses.of(List.of(Statuses.alive("w1#1")), List.of()), 7);
    assertEquals(List.of(new PipelineEvent.Spared("w1#1", 8)), changes.note("c1", silent, 8));
  }

  @Test
  void anOfficeAndADeathAreToldOnce() {
    PipelineEvent owner = new PipelineEvent.Owner("ledger/0", 3, "w1#1", 1_000);
    PipelineEvent death = new PipelineEvent.Death("w3#1", "closed", 900, 950);
    assertEquals(List.of(owner), look(3));
    assertEquals(List.of(death), look(3, "w3#1"));
    assertEquals(List.of(), look(3, "w3#1"));
    assertEquals(List.of(new PipelineEvent.Owner("ledger/0", 4, "w1#1", 1_000)), look(4, "w3#1"));
  }
}
