package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.chaos.checker.Verdict;
import io.maillon.chaos.checker.pipeline.CheckResult;
import io.maillon.chaos.checker.pipeline.Claim;
import io.maillon.chaos.checker.pipeline.Fold;
import io.maillon.chaos.checker.pipeline.PipelineBudget;
import io.maillon.chaos.checker.pipeline.PipelineChecker;
import io.maillon.chaos.checker.pipeline.PipelineEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkEpochsTest {
  private final SinkEpochs epochs = new SinkEpochs("write");

  private CheckResult superseded() {
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    checker.accept(
        1,
        new PipelineEvent.Run(
            "zombies", "processes", 7, "p", 1000, Fold.NONE, true, 0, List.of(), Map.of()));
    List<PipelineEvent.Released> released = epochs.released();
    for (int i = 0; i < released.size(); i++) {
      checker.accept(i + 2, released.get(i));
    }
    return checker.result().check(Claim.SUPERSEDED);
  }

  @Test
  void epochsThatFollowEachOtherAreFine() {
    epochs.wrote(0, 3, 100);
    epochs.wrote(0, 3, 200);
    epochs.wrote(0, 4, 201);
    epochs.wrote(1, 2, 500);
    epochs.wrote(1, 9, 600);
    assertEquals(
        List.of(
            new PipelineEvent.Released("write/0", 3, 1),
            new PipelineEvent.Released("write/0", 3, 2),
            new PipelineEvent.Released("write/0", 4, 1),
            new PipelineEvent.Released("write/1", 2, 1),
            new PipelineEvent.Released("write/1", 9, 1)),
        epochs.released());
    assertEquals(Verdict.VALID, superseded().verdict());
    assertEquals(5, superseded().checked());
  }

  /** The lines themselves lie by epoch, so that only the time tells. */
  @Test
  void aZombieWhoseLineCountsIsConvicted() {
    epochs.wrote(0, 3, 100);
    epochs.wrote(0, 3, 300);
    epochs.wrote(0, 4, 201);
    epochs.wrote(0, 4, 400);
    assertEquals(Verdict.INVALID, superseded().verdict());
    assertEquals(
        "write/0 released outputs in epoch 3 behind one of epoch 4",
        superseded().convictions().get(0).text());
  }
}
