package io.maillon.cli.internal.demo;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.coordinator.status.PipelineStatus;
import java.util.Optional;

/** Gives a pipeline up that stands still: the demo's never has a reason to. */
final class StallGuard {
  private static final long PATIENCE_NS = 60_000_000_000L;

  private Optional<PipelineStatus> last = Optional.empty();
  private long movedNs = Long.MIN_VALUE;

  /**
   * @param status newest, empty while nobody leads
   * @throws CommandFailure when nothing in it has changed for a minute
   */
  void look(Optional<PipelineStatus> status, long nowNs) {
    if (movedNs == Long.MIN_VALUE || (status.isPresent() && !status.equals(last))) {
      last = status;
      movedNs = nowNs;
    } else if (nowNs - movedNs > PATIENCE_NS) {
      throw new CommandFailure(
          ExitCodes.FAILED,
          "the pipeline has not moved for "
              + PATIENCE_NS / 1_000_000_000L
              + " s: expected progress; --keep leaves the logs behind");
    }
  }
}
