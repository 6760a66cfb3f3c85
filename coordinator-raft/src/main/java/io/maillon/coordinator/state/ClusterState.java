package io.maillon.coordinator.state;

import io.maillon.protocol.Claim;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the coordinators agree on. {@link #apply} is total and deterministic: equal states and equal
 * commands give equal states and replies, on every node and at every replay; a command that does
 * not fit is refused, never thrown back.
 *
 * <p>Not thread-safe; owned by the thread that applies the log.
 */
public final class ClusterState {
  private final Map<String, PipelineRecord> pipelines = new TreeMap<>();
  private final AgreedValues values = new AgreedValues();
  private final Sessions sessions = new Sessions();
  private long version;
  private long nowMs;

  /** Counts applied commands: what was derived from a lower version is older. */
  public long version() {
    return version;
  }

  /** Highest leader time seen. */
  public long nowMs() {
    return nowMs;
  }

  public Collection<PipelineRecord> pipelines() {
    return Collections.unmodifiableCollection(pipelines.values());
  }

  public Optional<PipelineRecord> pipeline(String name) {
    return Optional.ofNullable(pipelines.get(name));
  }

  public Reply apply(Command command) {
    version++;
    nowMs = Math.max(nowMs, command.leaderTimeMs());
    if (command.action() instanceof Action.OpenSession) {
      sessions.open(version);
      return Reply.done("session " + version + " opened");
    }
    if (command.clientId() == 0 || command.action() instanceof Action.Join) {
      // A registration is told from another by its session, in the pipeline itself.
      return act(command.action());
    }
    Optional<Reply> before = sessions.replyTo(command.clientId(), command.requestId());
    if (before.isPresent()) {
      return before.get();
    }
    Reply reply = act(command.action());
    sessions.remember(command.clientId(), command.requestId(), reply);
    return reply;
  }

  /** The whole state, to be read by {@link #load}. */
  public byte[] dump() {
    return StateCodec.encode(this);
  }

  /**
   * @throws IllegalArgumentException when these are not the bytes of a dump
   */
  public static ClusterState load(byte[] dump) {
    return StateCodec.decode(dump);
  }

  AgreedValues values() {
    return values;
  }

  Sessions sessions() {
    return sessions;
  }

  void restore(long restoredVersion, long restoredNowMs) {
    version = restoredVersion;
    nowMs = restoredNowMs;
  }

  void put(PipelineRecord pipeline) {
    pipelines.put(pipeline.spec().name(), pipeline);
  }

  private Reply act(Action action) {
    if (action instanceof Action.Apply a) {
      return applyPipeline(a);
    } else if (action instanceof Action.UseValue a) {
      return values.use(a.name(), a.access());
    } else if (action instanceof Action.Tick) {
      return Reply.done("");
    }
    PipelineRecord pipeline = pipelines.get(action.pipeline());
    return pipeline == null
        ? Reply.refused(
            "pipeline '" + action.pipeline() + "': expected one of " + pipelines.keySet())
        : act(pipeline, action);
  }

  private Reply act(PipelineRecord pipeline, Action action) {
    if (action instanceof Action.Join a) {
      return join(pipeline, a);
    } else if (action instanceof Action.DeclareDead a) {
      return declareDead(pipeline, a);
    } else if (action instanceof Action.Grant a) {
      return grant(pipeline, a);
    } else if (action instanceof Action.Activate a) {
      return activate(pipeline, a);
    } else if (action instanceof Action.Finish a) {
      return finish(pipeline, a);
    } else if (action instanceof Action.RecordStable a) {
      return recordStable(pipeline, a);
    } else if (action instanceof Action.Fail a) {
      return end(pipeline, PipelineState.FAILED, a.message());
    } else if (action instanceof Action.Stop) {
      return end(pipeline, PipelineState.STOPPED, "stopped by an operator");
    } else if (action instanceof Action.DeclareLoss a) {
      return declareLoss(pipeline, a);
    } else if (action instanceof Action.Resume) {
      return resume(pipeline);
    }
    throw new IllegalStateException("no rule for " + action);
  }

  private Reply applyPipeline(Action.Apply a) {
    PipelineRecord present = pipelines.get(a.spec().name());
    if (present != null && present.isLive()) {
      return present.spec().equals(a.spec())
          ? Reply.done("pipeline " + a.spec().name() + " is running already")
          : Reply.refused(
              "pipeline '"
                  + a.spec().name()
                  + "' is running with another definition: expected it"
                  + " to be stopped first");
    }
    try {
      put(PipelineRecord.following(Optional.ofNullable(present), a.spec().validated()));
    } catch (InvalidPipelineException e) {
      return Reply.refused(e.getMessage());
    }
    return Reply.done("pipeline " + a.spec().name() + " applied");
  }

  private Reply join(PipelineRecord pipeline, Action.Join a) {
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

  private Reply declareDead(PipelineRecord pipeline, Action.DeclareDead a) {
    long ended = a.deaths().stream().filter(pipeline::end).count();
    return ended > 0
        ? Reply.done(ended + " of " + a.deaths().size() + " declared dead")
        : Reply.refused("expected a living instance, found " + namesOf(a.deaths()));
  }

  private static List<InstanceId> namesOf(List<Action.Death> deaths) {
    return deaths.stream().map(Action.Death::instance).toList();
  }

  private Reply grant(PipelineRecord pipeline, Action.Grant a) {
    int granted = 0;
    for (Action.Granted g : a.claims()) {
      granted += grantOne(pipeline, g) ? 1 : 0;
    }
    return Reply.done(granted + " of " + a.claims().size() + " granted");
  }

  private boolean grantOne(PipelineRecord pipeline, Action.Granted g) {
    PartitionRecord record = pipeline.partition(g.partition()).orElse(null);
    Claim claim = g.claim();
    if (record == null
        || !pipeline.isLive()
        || record.finished()
        || record.loss().isPresent()
        || !fitsLog(pipeline, record, g)
        || record.active().epoch() != g.activeEpoch()
        || record.newestEpoch() != g.newestEpoch()
        || claim.epoch() <= record.newestEpoch()
        || !pipeline.isAlive(claim.candidate())
        || !claim.replicas().stream().allMatch(pipeline::isAlive)) {
      return false;
    }
    noteClaim(pipeline, record, g);
    pipeline.put(record.granted(claim, g.fresh()));
    return true;
  }

  /**
   * A candidate begins with an empty log only where nothing can be found, and never commits without
   * the replicas that the stage asks for.
   */
  private static boolean fitsLog(
      PipelineRecord pipeline, PartitionRecord record, Action.Granted g) {
    StageSpec stage = pipeline.spec().stage(record.partition().stage());
    boolean unowned = record.active().epoch() == 0;
    boolean onlyInOwner = stage.replication() == 0 && stage.log() == LogKind.MEMORY;
    boolean mayBeginEmpty = unowned || record.lossAccepted() || onlyInOwner;
    return (stage.replication() == 0 || !g.claim().replicas().isEmpty())
        && (g.fresh() ? mayBeginEmpty : !unowned);
  }

  /** Starts a timeline when somebody of the active configuration is dead, or goes on with one. */
  private void noteClaim(PipelineRecord pipeline, PartitionRecord record, Action.Granted g) {
    Optional<Integer> place = pipeline.lastRecovery(g.partition());
    if (record.claim().isPresent() && place.isPresent()) {
      RecoveryRecord pending = pipeline.recovery(place.get());
      if (pending.activatedMs() == 0) {
        pipeline.setRecovery(
            place.get(), pending.superseded(g.claim().epoch(), g.claim().candidate(), nowMs));
        return;
      }
    }
    Optional<InstanceRecord> dead = deadMember(pipeline, record);
    dead.ifPresent(
        d ->
            pipeline.addRecovery(
                new RecoveryRecord(
                    g.partition(),
                    g.cause(),
                    record.active().epoch(),
                    g.claim().epoch(),
                    g.claim().candidate(),
                    d.failedMs(),
                    d.suspectedMs(),
                    d.declaredMs(),
                    nowMs,
                    0,
                    0,
                    0,
                    0)));
  }

  private static Optional<InstanceRecord> deadMember(
      PipelineRecord pipeline, PartitionRecord record) {
    Optional<InstanceRecord> owner =
        record.active().owner().flatMap(pipeline::instance).filter(i -> !i.alive());
    return owner.isPresent()
        ? owner
        : record.active().replicas().stream()
            .flatMap(r -> pipeline.instance(r).stream())
            .filter(i -> !i.alive())
            .findFirst();
  }

  private Reply activate(PipelineRecord pipeline, Action.Activate a) {
    int activated = 0;
    for (Action.Activation one : a.activations()) {
      activated += activateOne(pipeline, one) ? 1 : 0;
    }
    return Reply.done(activated + " of " + a.activations().size() + " activated");
  }

  /**
   * Only the newest claim, only for its own candidate, and not for a replica whose files passed to
   * a later life meanwhile: that life would hear that it is no member, and drop them.
   */
  private boolean activateOne(PipelineRecord pipeline, Action.Activation a) {
    PartitionRecord record = pipeline.partition(a.partition()).orElse(null);
    if (record == null || record.finished() || record.claim().isEmpty() || !pipeline.isLive()) {
      return false;
    }
    Claim claim = record.claim().get();
    InstanceId candidate = claim.candidate();
    if (claim.epoch() != a.epoch()
        || !candidate.equals(a.candidate())
        || !pipeline.isAlive(candidate)
        || claim.replicas().stream().anyMatch(r -> pipeline.isCarried(r, a.partition()))) {
      return false;
    }
    pipeline.put(record.activated());
    if (pipeline.state() == PipelineState.DATA_LOSS && pipeline.losses().isEmpty()) {
      pipeline.enter(PipelineState.RUNNING, a.partition() + " was found after all");
    }
    pipeline
        .lastRecovery(a.partition())
        .filter(place -> pipeline.recovery(place).toEpoch() == a.epoch())
        .ifPresent(
            place ->
                pipeline.setRecovery(
                    place, pipeline.recovery(place).activated(a.installedMs(), nowMs)));
    return true;
  }

  private Reply finish(PipelineRecord pipeline, Action.Finish a) {
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

  private Reply recordStable(PipelineRecord pipeline, Action.RecordStable a) {
    for (Action.Stable stable : a.partitions()) {
      PartitionRecord record = pipeline.partition(stable.partition()).orElse(null);
      if (record != null && stable.epoch() >= record.stable().epoch()) {
        pipeline.put(record.withStable(stable));
        noteCaughtUp(pipeline, stable);
      }
    }
    return Reply.done("");
  }

  private void noteCaughtUp(PipelineRecord pipeline, Action.Stable stable) {
    PartitionId partition = stable.partition();
    pipeline
        .lastRecovery(partition)
        .filter(place -> pipeline.recovery(place).toEpoch() == stable.epoch())
        .filter(place -> pipeline.recovery(place).caughtUpMs() == 0)
        .ifPresent(
            place ->
                pipeline.setRecovery(
                    place, pipeline.recovery(place).caughtUp(nowMs, stable.replayed())));
  }

  private static Reply end(PipelineRecord pipeline, PipelineState state, String message) {
    if (!pipeline.isLive()) {
      return Reply.done(
          "pipeline " + pipeline.spec().name() + " is " + pipeline.state() + " already");
    }
    pipeline.enter(state, message);
    return Reply.done("pipeline " + pipeline.spec().name() + " is " + state);
  }

  private static Reply declareLoss(PipelineRecord pipeline, Action.DeclareLoss a) {
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

  private static Reply resume(PipelineRecord pipeline) {
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
