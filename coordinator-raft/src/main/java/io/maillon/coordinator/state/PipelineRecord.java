package io.maillon.coordinator.state;

import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything agreed about one pipeline. Changed only by {@link ClusterState#apply}.
 *
 * <p>Invariants: one life of a name is alive at most; epochs of a partition only grow.
 */
public final class PipelineRecord {
  /** Dead lives are kept for people, the newest of them per name. */
  private static final int DEAD_LIVES_MAX = 4;

  private static final int RECOVERIES_MAX = 64;

  private final PipelineSpec spec;
  private final Map<PartitionId, PartitionRecord> partitions = new TreeMap<>();
  private final Map<InstanceId, InstanceRecord> instances = new TreeMap<>();
  private final List<RecoveryRecord> recoveries = new ArrayList<>();
  private PipelineState state = PipelineState.RUNNING;
  private String message = "";

  PipelineRecord(PipelineSpec spec) {
    this.spec = spec;
    spec.partitions().forEach(p -> partitions.put(p, PartitionRecord.unowned(p)));
  }

  public PipelineSpec spec() {
    return spec;
  }

  public PipelineState state() {
    return state;
  }

  /** Why it is in its state, for people. */
  public String message() {
    return message;
  }

  public Collection<PartitionRecord> partitions() {
    return Collections.unmodifiableCollection(partitions.values());
  }

  public Optional<PartitionRecord> partition(PartitionId id) {
    return Optional.ofNullable(partitions.get(id));
  }

  /** All lives that are still remembered, dead ones included. */
  public Collection<InstanceRecord> instances() {
    return Collections.unmodifiableCollection(instances.values());
  }

  public Optional<InstanceRecord> instance(InstanceId id) {
    return Optional.ofNullable(instances.get(id));
  }

  public Optional<InstanceRecord> living(String name) {
    return instances.values().stream()
        .filter(i -> i.alive() && i.id().name().equals(name))
        .findFirst();
  }

  public boolean isAlive(InstanceId id) {
    InstanceRecord record = instances.get(id);
    return record != null && record.alive();
  }

  /** Oldest first. */
  public List<RecoveryRecord> recoveries() {
    return Collections.unmodifiableList(recoveries);
  }

  /** Whether work may still move. */
  public boolean isLive() {
    return state == PipelineState.RUNNING || state == PipelineState.DATA_LOSS;
  }

  void enter(PipelineState next, String why) {
    state = next;
    message = why;
  }

  InstanceId join(Register register, long nowMs) {
    Optional<InstanceRecord> former = living(register.name());
    if (former.isPresent() && former.get().register().session() == register.session()) {
      return former.get().id();
    }
    former.ifPresent(
        f ->
            end(
                new Action.Death(
                    f.id(), "a new life of " + register.name() + " joined", nowMs, nowMs, nowMs)));
    int lives =
        instances.keySet().stream()
            .filter(i -> i.name().equals(register.name()))
            .mapToInt(InstanceId::incarnation)
            .max()
            .orElse(0);
    InstanceId id = new InstanceId(register.name(), lives + 1);
    instances.put(id, InstanceRecord.joined(id, register, nowMs));
    carried(register).forEach(c -> carry(c, id));
    return id;
  }

  /**
   * The former lives whose files a process holds: those that it names, and those that registered
   * with the same files and ended before they could write down their own name there.
   */
  private List<InstanceId> carried(Register register) {
    List<InstanceId> all = new ArrayList<>();
    for (InstanceRecord former : instances.values()) {
      boolean named = register.carries().contains(former.id());
      boolean unnamed =
          former.id().name().equals(register.name())
              && former.register().carries().stream().anyMatch(register.carries()::contains);
      if (!former.alive() && (named || unnamed)) {
        all.add(former.id());
      }
    }
    return all;
  }

  boolean end(Action.Death death) {
    InstanceRecord record = instances.get(death.instance());
    if (record == null || !record.alive()) {
      return false;
    }
    instances.put(death.instance(), record.ended(death));
    forgetOldLives(death.instance().name());
    return true;
  }

  void put(PartitionRecord record) {
    partitions.put(record.partition(), record);
  }

  void putInstance(InstanceRecord record) {
    instances.put(record.id(), record);
  }

  void addRecovery(RecoveryRecord recovery) {
    recoveries.add(recovery);
    if (recoveries.size() > RECOVERIES_MAX) {
      recoveries.remove(0);
    }
  }

  /** The newest recovery of a partition. */
  Optional<Integer> lastRecovery(PartitionId partition) {
    for (int i = recoveries.size() - 1; i >= 0; i--) {
      if (recoveries.get(i).partition().equals(partition)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  RecoveryRecord recovery(int place) {
    return recoveries.get(place);
  }

  void setRecovery(int place, RecoveryRecord recovery) {
    recoveries.set(place, recovery);
  }

  /**
   * A durable log came along with a new life, under lock and with its promise: it is the same
   * member of its configurations under a new name. Without replicas the log is the owner's own, and
   * the new life has to claim it.
   */
  private void carry(InstanceId former, InstanceId now) {
    for (PartitionRecord record : List.copyOf(partitions.values())) {
      Configuration active = record.active();
      boolean onFile = spec.stage(record.partition().stage()).log() == LogKind.FILE;
      if (onFile && active.replicas().contains(former) && !active.isOwner(now)) {
        List<InstanceId> renamed = new ArrayList<>(active.replicas());
        renamed.replaceAll(r -> r.equals(former) ? now : r);
        put(record.withActive(new Configuration(active.epoch(), active.owner(), renamed)));
      }
    }
  }

  private void forgetOldLives(String name) {
    List<InstanceId> dead =
        instances.values().stream()
            .filter(i -> !i.alive() && i.id().name().equals(name))
            .map(InstanceRecord::id)
            .toList();
    for (int i = 0; i < dead.size() - DEAD_LIVES_MAX; i++) {
      InstanceId old = dead.get(i);
      boolean named = partitions.values().stream().anyMatch(p -> p.active().isMember(old));
      if (!named) {
        instances.remove(old);
      }
    }
  }
}
