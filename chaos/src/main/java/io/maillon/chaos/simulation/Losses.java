package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Resume;

/** What has to follow when a loss of data is declared, and the operator who accepts it. */
final class Losses {
  /** By then everybody has heard of a loss, also when the leader crashed after it declared it. */
  private static final long STOPPED_AFTER_NS = 5 * Chance.SECOND;

  private final World world;
  private long losses;

  Losses(World world) {
    this.world = world;
  }

  /** Faults have no part in it: too much failed, or the product is wrong. */
  void onLoss(PipelineRecord pipeline) {
    world.probes().hit("data loss declared");
    if (world.swarm().sparing()) {
      throw new Violation(3, "declared lost though a member was spared: " + pipeline.message());
    }
    for (PartitionRecord partition : pipeline.partitions()) {
      partition.loss().ifPresent(message -> checkLoss(pipeline, partition, message));
    }
    world.nemesis().healAll();
    long loss = ++losses;
    world.queue().after(STOPPED_AFTER_NS, () -> watchStopped(loss));
  }

  private static void checkLoss(
      PipelineRecord pipeline, PartitionRecord partition, String message) {
    boolean named =
        message.contains(partition.partition().toString()) && message.contains("offset");
    boolean owned = partition.active().owner().map(pipeline::isAlive).orElse(false);
    boolean held = partition.active().replicas().stream().anyMatch(pipeline::isAlive);
    if (!named || owned || held) {
      throw new Violation(
          3, partition.partition() + " declared lost with " + partition.active() + ": " + message);
    }
  }

  /**
   * What lost data begins no new work, then an operator accepts the loss. Work that was done before
   * may still be committed, by a takeover that had to wait for an instance. A candidate may find
   * the log after all, with a member that was declared dead and yet answered.
   */
  private void watchStopped(long loss) {
    long begun = world.workBegun();
    world
        .queue()
        .after(
            Chance.SECOND,
            () -> {
              if (lasts(loss) && world.workBegun() != begun) {
                throw new Violation(3, "the pipeline goes on although data was lost");
              }
              resume(loss);
            });
  }

  private void resume(long loss) {
    String pipeline = world.swarm().spec().name();
    world.operator().ask(() -> waits(loss), id -> new Resume(id, pipeline));
  }

  /** As long as nobody has heard the operator, the time to drain has not begun. */
  private boolean waits(long loss) {
    boolean lasts = lasts(loss);
    if (lasts) {
      world.nemesis().healed();
    }
    return lasts;
  }

  private boolean lasts(long loss) {
    return loss == losses
        && world
            .coordinators()
            .pipeline()
            .map(p -> p.state() == PipelineState.DATA_LOSS)
            .orElse(false);
  }
}
