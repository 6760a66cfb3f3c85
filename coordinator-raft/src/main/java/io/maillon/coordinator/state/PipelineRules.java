package io.maillon.coordinator.state;

import io.maillon.protocol.Claim;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a command does to one pipeline: who is alive, the claims and configurations of its
 * partitions, its end. Each change is a compare and set. As total and deterministic as {@link
 * ClusterState#apply}.
 */
final class PipelineRules {
  private final PipelineRecord pipeline;
  private final RecoveryTimelines timelines;
  private final long nowMs;

  /**
   * @param nowMs the time of the log, Unix milliseconds
   */
  PipelineRules(PipelineRecord pipeline, long nowMs) {
    this.pipeline = pipeline;
    this.nowMs = nowMs;
    timelines = new RecoveryTimelines(pipeline, nowMs);
  }

  Reply act(Action action) {
    if (action instanceof Action.Join a) {
      return join(a);
    } else if (action instanceof Action.DeclareDead a) {
      return declareDead(a);
    } else if (action instanceof Action.Grant a) {
      return grant(a);
    } else if (action instanceof Action.Activate a) {
      return activate(a);
    } else if (action instanceof Action.Finish a) {
      return finish(a);
    } else if (action instanceof Action.RecordStable a) {
      return recordStable(a);
    } else if (action instanceof Action.Fail a) {
      return end(PipelineState.FAILED, a.message());
    } else if (action instanceof Action.Stop) {
      return end(PipelineState.STOPPED, "stopped by an operator");
    } else if (action instanceof Action.DeclareLoss a) {
      return declareLoss(a);
    } else if (action instanceof Action.Resume) {
      return resume();
    }
    throw new IllegalStateException("no rule for " + action);
  }

  private Reply join(Action.Join a) {
    if (!pipeline.isLive()) {
      return Reply.refused(
          "pipeline '"
              + pipeline.spec().name()
              + "' is "
              + pipeline.state()
              + ": expected a running one");
    }
    if (pipeline.isOutdated(a)) {
      return Reply.OUTDATED;
    }
    return pipeline
        .join(a.register(), nowMs)
        .map(Reply::registered)
        .orElseGet(
            () ->
                Reply.refused(
                    "instance '"
                        + a.register().name()
                        + "': expected one of the "
                        + PipelineRecord.NAMES_MAX
                        + " names known to pipeline "
                        + pipeline.spec().name()));
  }

  private Reply declareDead(Action.DeclareDead a) {
    long ended = a.deaths().stream().filter(pipeline::end).count();
    return ended > 0
        ? Reply.done(ended + " of " + a.deaths().size() + " declared dead")
        : Reply.refused("expected a living instance, found " + namesOf(a.deaths()));
  }

  private List<InstanceId> namesOf(List<Action.Death> deaths) {
    return deaths.stream().map(Action.Death::instance).toList();
  }

  private Reply grant(Action.Grant a) {
    int granted = 0;
    for (Action.Granted g : a.claims()) {
      granted += grantOne(g) ? 1 : 0;
    }
    return Reply.done(granted + " of " + a.claims().size() + " granted");
  }

  private boolean grantOne(Action.Granted g) {
    PartitionRecord record = pipeline.partition(g.partition()).orElse(null);
    Claim claim = g.claim();
    if (record == null
        || !pipeline.isLive()
        || record.finished()
        || record.loss().isPresent()
        || !fitsLog(record, g)
        || record.active().epoch() != g.activeEpoch()
        || record.newestEpoch() != g.newestEpoch()
        || claim.epoch() <= record.newestEpoch()
        || !pipeline.isAlive(claim.candidate())
        || !claim.replicas().stream().allMatch(pipeline::isAlive)) {
      return false;
    }
    timelines.claimed(record, g);
    pipeline.put(record.granted(claim, g.fresh()));
    return true;
  }

  /**
   * A candidate begins with an empty log only where nothing can be found, and never commits without
   * the replicas that the stage asks for.
   */
  private boolean fitsLog(PartitionRecord record, Action.Granted g) {
    StageSpec stage = pipeline.spec().stage(record.partition().stage());
    boolean unowned = record.active().epoch() == 0;
    boolean mayBeginEmpty = unowned || record.lossAccepted() || stage.isVolatile();
    return (stage.replication() == 0 || !g.claim().replicas().isEmpty())
        && (g.fresh() ? mayBeginEmpty : !unowned);
  }

  private Reply activate(Action.Activate a) {
    int activated = 0;
    for (Action.Activation one : a.activations()) {
      activated += activateOne(one) ? 1 : 0;
    }
    return Reply.done(activated + " of " + a.activations().size() + " activated");
  }

  private boolean activateOne(Action.Activation a) {
    if (!pipeline.mayBeActivated(a)) {
      return false;
    }
    pipeline.put(pipeline.partition(a.partition()).orElseThrow().activated());
    if (pipeline.state() == PipelineState.DATA_LOSS && pipeline.losses().isEmpty()) {
      pipeline.enter(PipelineState.RUNNING, a.partition() + " was found after all");
    }
    timelines.activated(a);
    return true;
  }

  private Reply finish(Action.Finish a) {
    PartitionRecord record = pipeline.partition(a.partition()).orElse(null);
    if (record == null
        || !record.active().isOwner(a.owner())
        || record.active().epoch() != a.epoch()
        || !pipeline.isLive()) {
      return Reply.refused(
          a.partition() + ": '" + a.owner() + "' epoch " + a.epoch() + ": expected its owner");
    }
    pipeline.put(record.asFinished());
    if (pipeline.partitions().stream().allMatch(PartitionRecord::finished)) {
      // A loss that was accepted stays told.
      String before = pipeline.message().isEmpty() ? "" : "; " + pipeline.message();
      pipeline.enter(PipelineState.DONE, "all streams ended" + before);
    }
    return Reply.done(a.partition() + " finished");
  }

  private Reply recordStable(Action.RecordStable a) {
    for (Action.Stable stable : a.partitions()) {
      PartitionRecord record = pipeline.partition(stable.partition()).orElse(null);
      if (record != null && stable.epoch() >= record.stable().epoch()) {
        pipeline.put(record.withStable(stable));
        timelines.caughtUp(stable);
      }
    }
    return Reply.done("");
  }

  private Reply end(PipelineState state, String message) {
    if (!pipeline.isLive()) {
      return Reply.done(
          "pipeline " + pipeline.spec().name() + " is " + pipeline.state() + " already");
    }
    pipeline.enter(state, message);
    return Reply.done("pipeline " + pipeline.spec().name() + " is " + state);
  }

  private Reply declareLoss(Action.DeclareLoss a) {
    if (!pipeline.isLive()) {
      return Reply.refused(
          "pipeline '"
              + pipeline.spec().name()
              + "' is "
              + pipeline.state()
              + ": expected it live");
    }
    for (Action.Loss loss : a.losses()) {
      PartitionRecord record = pipeline.partition(loss.partition()).orElse(null);
      if (record != null
          && record.active().epoch() == loss.activeEpoch()
          && !record.finished()
          && !record.lossAccepted()
          && pipeline.instances().stream()
              .noneMatch(i -> i.alive() && record.active().isMember(i.id()))) {
        pipeline.put(record.withLoss(Optional.of(loss.message()), false));
      }
    }
    String all = String.join("; ", pipeline.losses());
    if (pipeline.isLive() && !all.isEmpty()) {
      pipeline.enter(PipelineState.DATA_LOSS, all);
    }
    return Reply.done(all);
  }

  private Reply resume() {
    if (pipeline.state() != PipelineState.DATA_LOSS) {
      return Reply.refused(
          "pipeline '"
              + pipeline.spec().name()
              + "' is "
              + pipeline.state()
              + ": expected DATA_LOSS");
    }
    String accepted = pipeline.message();
    for (PartitionRecord record : List.copyOf(pipeline.partitions())) {
      if (record.loss().isPresent()) {
        pipeline.put(record.withLoss(Optional.empty(), true));
      }
    }
    pipeline.enter(PipelineState.RUNNING, "resumed; accepted: " + accepted);
    return Reply.done("resumed; accepted: " + accepted);
  }
}
