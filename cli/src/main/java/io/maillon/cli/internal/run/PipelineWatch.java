package io.maillon.cli.internal.run;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.cli.internal.status.PipelineStatus;
import io.maillon.cli.internal.status.RecoveryStatus;
import io.maillon.cli.internal.status.StatusDocument;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at a pipeline again and again and tells its progress. Owned by one thread. */
public final class PipelineWatch {
  private static final long CATCH_UP_NS = 1_000_000_000L;

  private final Cluster cluster;
  private final PipelineSpec spec;
  private final Progress progress;
  private final Pace pace;
  private final Set<String> told = new HashSet<>();
  private final Map<String, Long> readySeenNs = new HashMap<>();
  private String leader = "";

  public PipelineWatch(Cluster cluster, PipelineSpec spec, Progress progress) {
    this.cluster = cluster;
    this.spec = spec;
    this.progress = progress;
    this.pace = new Pace(spec);
  }

  /** One look; empty while nobody leads, so that what is told may be old. */
  public Optional<PipelineStatus> look() {
    StatusDocument document = cluster.status(spec.name());
    Optional<PipelineStatus> status = document.pipeline(spec.name());
    if (!document.fromLeader() || status.isEmpty()) {
      return Optional.empty();
    }
    leader = document.leader();
    status.get().recoveries().forEach(recovery -> tell(recovery, System.nanoTime()));
    progress.show(pace.line(status.get()));
    return status;
  }

  /**
   * Once, when it is known what was replayed; a partition without input has nothing to catch up.
   */
  private void tell(RecoveryStatus recovery, long nowNs) {
    String key = recovery.partition() + " " + recovery.toEpoch();
    if (!recovery.ready() || told.contains(key)) {
      return;
    }
    long readyNs = readySeenNs.computeIfAbsent(key, k -> nowNs);
    if (recovery.caughtUp() || nowNs - readyNs > CATCH_UP_NS) {
      told.add(key);
      readySeenNs.remove(key);
      progress.line(recovery.line());
    }
  }

  /** Id of the coordinator that led at the last look. */
  public String leader() {
    return leader;
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
      throw new CommandFailure(ExitCodes.DATA_LOSS, line);
    }
    progress.line(line);
    return ExitCodes.DONE;
  }
}
