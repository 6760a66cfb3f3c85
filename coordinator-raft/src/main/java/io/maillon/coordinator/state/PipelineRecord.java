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
  static final int NAMES_MAX = 4096;

  private final PipelineSpec spec;
  private final Map<PartitionId, PartitionRecord> partitions = new TreeMap<>();
  private final Map<InstanceId, InstanceRecord> instances = new TreeMap<>();
  private final Map<String, Integer> incarnations = new TreeMap<>();
  private final List<RecoveryRecord> recoveries = new ArrayList<>();
  private long recovered;
  private PipelineState state = PipelineState.RUNNING;
  private String message = "";

  PipelineRecord(PipelineSpec spec) {
    this.spec = spec;
    spec.partitions().forEach(p -> partitions.put(p, PartitionRecord.unowned(p)));
  }

  /**
   * A new run under the name of one that has ended. Epochs and incarnations count on, so that what
   * is left of the former run, a process or a file, is never taken for a part of this one.
   */
  static PipelineRecord following(Optional<PipelineRecord> former, PipelineSpec spec) {
    PipelineRecord next = new PipelineRecord(spec);
    if (former.isPresent()) {
      next.incarnations.putAll(former.get().incarnations);
      for (PartitionRecord p : List.copyOf(next.partitions.values())) {
        long newest =
            former.get().partition(p.partition()).map(PartitionRecord::newestEpoch).orElse(0L);
        next.put(p.withNewestEpoch(newest));
      }
    }
    return next;
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

  /** How many there ever were in this run. */
  public long recovered() {
    return recovered;
  }

  /** The last of them, oldest first. */
  public List<RecoveryRecord> recoveries() {
    return Collections.unmodifiableList(recoveries);
  }

  /** Whether work may still move. */
  public boolean isLive() {
    return state == PipelineState.RUNNING || state == PipelineState.DATA_LOSS;
  }

  /** Losses that nobody has accepted yet. */
  List<String> losses() {
    return partitions.values().stream().flatMap(p -> p.loss().stream()).toList();
  }

  /** Highest incarnation granted to each name, in former runs too. */
  Map<String, Integer> incarnations() {
    return incarnations;
  }

  /** Whether this life was ever granted, as far as this state goes. */
  public boolean hasGranted(InstanceId life) {
    return incarnations.getOrDefault(life.name(), 0) >= life.incarnation();
  }

  void enter(PipelineState next, String why) {
    state = next;
    message = why;
  }

  /** Highest incarnation granted to a name, 0 = none. */
  public int lastIncarnation(String name) {
    return incarnations.getOrDefault(name, 0);
  }

  /** Whether another life of the name began after it was decided to begin this one. */
  boolean isOutdated(Action.Join join) {
    return join.lastIncarnation() != Action.Join.ANY
        && join.lastIncarnation() != lastIncarnation(join.register().name())
        && known(join.register()).isEmpty();
  }

  private Optional<InstanceId> known(Register register) {
    return instances.values().stream()
        .filter(i -> i.register().name().equals(register.name()))
        .filter(i -> i.register().session() == register.session())
        .map(InstanceRecord::id)
        .findFirst();
  }

  /** The same session always gets the same answer; empty = too many names. */
  Optional<InstanceId> join(Register register, long nowMs) {
    Optional<InstanceId> known = known(register);
    boolean full = incarnations.size() >= NAMES_MAX && !incarnations.containsKey(register.name());
    if (known.isPresent() || full) {
      return known;
    }
    String reason = "a new life of " + register.name() + " joined";
    living(register.name())
        .ifPresent(f -> end(new Action.Death(f.id(), reason, nowMs, nowMs, nowMs)));
    int incarnation = incarnations.merge(register.name(), 1, Integer::sum);
    InstanceId id = new InstanceId(register.name(), incarnation);
    Register carrying = withAllCarried(register);
    instances.put(id, InstanceRecord.joined(id, carrying, nowMs));
    carrying.carries().stream().filter(c -> !isAlive(c)).forEach(c -> carry(c, id));
    return Optional.of(id);
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

  void restoreRecoveries(long count, List<RecoveryRecord> last) {
    recovered = count;
    recoveries.addAll(last);
  }

  void addRecovery(RecoveryRecord recovery) {
    recovered++;
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
   * Whether this is the newest claim and its own living candidate, and no proposed replica's files
   * passed to a later life meanwhile: that life would hear that it is no member, and drop them.
   */
  public boolean mayBeActivated(Action.Activation a) {
    PartitionRecord partition = partitions.get(a.partition());
    if (partition == null || partition.finished() || !isLive() || !isAlive(a.candidate())) {
      return false;
    }
    return partition
        .claim()
        .filter(c -> c.epoch() == a.epoch() && c.candidate().equals(a.candidate()))
        .filter(c -> c.replicas().stream().noneMatch(r -> isCarried(r, a.partition())))
        .isPresent();
  }

  /** Whether what this life kept of the partition has passed to a later one. */
  private boolean isCarried(InstanceId former, PartitionId partition) {
    return isOnFile(partition)
        && instances.values().stream().anyMatch(i -> i.register().carries().contains(former));
  }

  private boolean isOnFile(PartitionId partition) {
    return spec.stage(partition.stage()).log() == LogKind.FILE;
  }

  /**
   * A durable log came along with a new life, under lock and with its promise: it is the same
   * member of its configurations under a new name. Without replicas the log is the owner's own, and
   * the new life has to claim it.
   */
  private void carry(InstanceId former, InstanceId now) {
    for (PartitionRecord record : List.copyOf(partitions.values())) {
      Configuration active = record.active();
      if (isOnFile(record.partition())
          && active.replicas().contains(former)
          && !active.isMember(now)) {
        List<InstanceId> renamed = new ArrayList<>(active.replicas());
        renamed.replaceAll(r -> r.equals(former) ? now : r);
        put(record.withActive(new Configuration(active.epoch(), active.owner(), renamed)));
      }
    }
  }

  /**
   * Lives of the same name that ended before they wrote down that they carried the same files count
   * as carried too.
   */
  private Register withAllCarried(Register r) {
    List<InstanceId> carried = new ArrayList<>(r.carries());
    for (InstanceRecord former : instances.values()) {
      boolean sameFiles =
          former.id().name().equals(r.name())
              && !former.alive()
              && former.register().carries().stream().anyMatch(r.carries()::contains);
      if (sameFiles && !carried.contains(former.id())) {
        carried.add(former.id());
      }
    }
    return new Register(
        r.pipeline(),
        r.name(),
        r.session(),
        r.address(),
        r.host(),
        r.pid(),
        r.stages(),
        r.logHost(),
        carried);
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
