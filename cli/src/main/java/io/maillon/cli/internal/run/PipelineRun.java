package io.maillon.cli.internal.run;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.local.OwnProcesses;
import io.maillon.cli.internal.status.InstanceStatus;
import io.maillon.cli.internal.status.PipelineStatus;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One pipeline from apply to its end. Owned by one thread. */
public final class PipelineRun {
  private static final int LOOK_MS = 50;

  private final Cluster cluster;
  private final PipelineSpec spec;
  private final Progress progress;

  public PipelineRun(Cluster cluster, PipelineSpec spec, Progress progress) {
    this.cluster = cluster;
    this.spec = spec;
    this.progress = progress;
  }

  /** What else is to be done at each look. */
  @FunctionalInterface
  public interface Companion {
    /** Nothing. */
    Companion NONE = (status, leader) -> {};

    /**
     * Called about every 50 ms.
     *
     * @param status newest, empty while nobody leads
     * @param leader id of the coordinator that led at the last look
     */
    void look(Optional<PipelineStatus> status, String leader);
  }

  public int run() throws InterruptedException {
    return run(Companion.NONE);
  }

  /**
   * Applies it, waits for its end, and ends its instances.
   *
   * @return exit status 0
   * @throws io.maillon.cli.internal.command.CommandFailure with the status of any other end
   */
  public int run(Companion companion) throws InterruptedException {
    progress.line(cluster.apply(spec));
    PipelineWatch watch = new PipelineWatch(cluster, spec, progress);
    PipelineStatus end = follow(watch, companion);
    stop(end);
    return watch.conclude(end);
  }

  private PipelineStatus follow(PipelineWatch watch, Companion companion)
      throws InterruptedException {
    while (true) {
      Optional<PipelineStatus> status = watch.look();
      if (status.isPresent() && PipelineWatch.isFinal(status.get())) {
        return status.get();
      }
      companion.look(status, watch.leader());
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  private void stop(PipelineStatus end) throws InterruptedException {
    List<Long> pids = end.instances().stream().map(InstanceStatus::pid).toList();
    cluster.stop(spec.name());
    OwnProcesses.awaitEnd(pids);
  }
}
