package io.maillon.cli.internal.run;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.List;
import java.util.Optional;

/** Looks at a pipeline again and again and tells its progress. Owned by one thread. */
public final class PipelineWatch {
  private final Cluster cluster;
  private final PipelineSpec spec;
  private final Progress progress;
  private final Pace pace;
  private final RecoveryLines recoveries = new RecoveryLines();

  public PipelineWatch(Cluster cluster, PipelineSpec spec, Progress progress) {
    this.cluster = cluster;
    this.spec = spec;
    this.progress = progress;
    this.pace = new Pace(spec);
  }

  /** One look; the pipeline is missing while nobody leads, since what is told may be old then. */
  Look look() {
    StatusDocument document = cluster.status(spec.name());
    Optional<PipelineStatus> status = document.pipeline(spec.name());
    if (!document.fromLeader() || status.isEmpty()) {
      return new Look(document, Optional.empty());
    }
    recoveries.newLines(status.get().recoveries(), System.nanoTime()).forEach(progress::line);
    progress.show(pace.line(status.get()));
    return new Look(document, status);
  }

  public static boolean isFinal(PipelineStatus status) {
    return status.state() != PipelineState.RUNNING;
  }

  /**
   * Says how it ended.
   *
   * @return exit status 0
   * @throws CommandFailure for any other end
   */
  public int conclude(PipelineStatus status) {
    progress.clear();
    String what = "pipeline " + status.name() + " " + status.state();
    String line = status.message().isEmpty() ? what : what + ": " + status.message();
    if (status.state() == PipelineState.FAILED) {
      throw new CommandFailure(ExitCodes.FAILED, line);
    }
    if (status.state() == PipelineState.DATA_LOSS) {
      // One sentence per partition: many of them make no line that anybody reads.
      List<String> losses = List.of(status.message().split("; (?=partition )"));
      losses.forEach(loss -> progress.line("lost " + loss));
      throw new CommandFailure(
          ExitCodes.DATA_LOSS,
          losses.size() == 1 ? line : what + ": " + losses.size() + " partitions, see above");
    }
    progress.line(line);
    return ExitCodes.DONE;
  }
}
