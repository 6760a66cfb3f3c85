package io.maillon.coordinator.state;

import io.maillon.protocol.PartitionId;
import java.util.Optional;

/** Notes in the timelines of a pipeline's recoveries what was agreed now. */
final class RecoveryTimelines {
  private final PipelineRecord pipeline;
  private final long nowMs;

  /**
   * @param nowMs the time of the log, Unix milliseconds
   */
  RecoveryTimelines(PipelineRecord pipeline, long nowMs) {
    this.pipeline = pipeline;
    this.nowMs = nowMs;
  }

  /** Starts a timeline when somebody of the active configuration is dead, or goes on with one. */
  void claimed(PartitionRecord record, Action.Granted g) {
    Optional<Integer> place = pipeline.lastRecovery(g.partition());
    if (record.claim().isPresent() && place.isPresent()) {
      RecoveryRecord pending = pipeline.recovery(place.get());
      if (pending.activatedMs() == 0) {
        pipeline.setRecovery(
            place.get(), pending.superseded(g.claim().epoch(), g.claim().candidate(), nowMs));
        return;
      }
    }
    Optional<InstanceRecord> dead = deadMember(record);
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

  private Optional<InstanceRecord> deadMember(PartitionRecord record) {
    Optional<InstanceRecord> owner =
        record.active().owner().flatMap(pipeline::instance).filter(i -> !i.alive());
    return owner.isPresent()
        ? owner
        : record.active().replicas().stream()
            .flatMap(r -> pipeline.instance(r).stream())
            .filter(i -> !i.alive())
            .findFirst();
  }

  void activated(Action.Activation a) {
    pipeline
        .lastRecovery(a.partition())
        .filter(place -> pipeline.recovery(place).toEpoch() == a.epoch())
        .ifPresent(
            place ->
                pipeline.setRecovery(
                    place, pipeline.recovery(place).activated(a.installedMs(), nowMs)));
  }

  void caughtUp(Action.Stable stable) {
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
}
