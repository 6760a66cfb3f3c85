package io.maillon.cli.trials;

import io.maillon.coordinator.status.PipelineStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stamp that no second run can repeat, under kills: {@code -Dtrials.kills=20} for the whole
 * trial.
 */
@ExtendWith(TrialCluster.Shared.class)
class ReceiptsIT {
  private static final int KILLS = Integer.getInteger("trials.kills", 3);

  @Test
  void branchesAgreeOnEveryStampAfterKills(TrialCluster cluster, @TempDir Path temporary)
      throws Exception {
    Path input = TrialInput.flights(temporary, 40_000);
    Random random = new Random(Long.getLong("trials.seed", 1L));
    try (TrialPipeline receipts =
        new TrialPipeline(cluster, "receipts", Pipelines.RECEIPTS, input)) {
      for (int kill = 1; kill <= KILLS; kill++) {
        PipelineStatus whole = receipts.awaitWhole();
        List<String> owners =
            whole.stage("stamp").stream().map(p -> p.owner().orElseThrow()).sorted().toList();
        List<String> victim = List.of(owners.get(random.nextInt(owners.size())));
        TrialPipeline.kill(whole, victim);
        receipts.awaitDead(victim);
      }
      receipts.awaitWhole();
      receipts.release();
      receipts.awaitDone();
      receipts.check(Pipelines.CHECK_RECEIPTS, input, "left.csv", "right.csv");
    }
  }
}
