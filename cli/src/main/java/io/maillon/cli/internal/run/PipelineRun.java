package io.maillon.cli.internal.run;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.local.OwnProcesses;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.PipelineSpec;
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
    Companion NONE = look -> {};

    /** Called about every 50 ms with what is newest. */
    void look(Look look);
  }

  public int run() throws InterruptedException {
    return run(Companion.NONE);
  }

  /**
   * Applies it, and waits for its end and that of its instances.
   *
   * @return exit status 0
   * @throws io.maillon.cli.internal.command.CommandFailure with the status of any other end
   */
  public int run(Companion companion) throws InterruptedException {
    progress.line(cluster.apply(spec));
    PipelineWatch watch = new PipelineWatch(cluster, spec, progress);
    PipelineStatus end = follow(watch, companion);
    awaitInstances(end);
    return watch.conclude(end);
  }

  private PipelineStatus follow(PipelineWatch watch, Companion companion)
      throws InterruptedException {
    while (true) {
      Look look = watch.look();
      Optional<PipelineStatus> end = look.pipeline().filter(PipelineWatch::isFinal);
      if (end.isPresent()) {
        return end.get();
      }
      companion.look(look);
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    }
  }

  /**
   * With the end of a pipeline its instances end too; only one with a loss waits for a decision.
   */
  private void awaitInstances(PipelineStatus end) throws InterruptedException {
    if (end.state() == PipelineState.DATA_LOSS) {
      return;
    }
    OwnProcesses.awaitEnd(end.instances().stream().map(InstanceStatus::pid).toList());
  }
}
