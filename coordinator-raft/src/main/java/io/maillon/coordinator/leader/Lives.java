package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.detector.InstanceMonitor;
import io.maillon.detector.evidence.Evidence;
import io.maillon.detector.evidence.Verdict;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.PeerView;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who of a pipeline lives, on all evidence there is, and whose death is to be agreed. Owned by
 * {@link PipelineLead}.
 */
final class Lives {
  private static final long NS_PER_MS = 1_000_000;

  private final PipelineRecord record;
  private final LeaderSettings settings;
  private final Times times;
  private final Attachments attachments;
  private final InstanceMonitor<InstanceId> monitor;

  /** Their death is proposed and not agreed yet. */
  private final Set<InstanceId> ending = new TreeSet<>();

  /** Their process has exited, or its host refuses connections. */
  private final Set<InstanceId> gone = new TreeSet<>();

  private final Map<InstanceId, Long> sparedSinceNs = new TreeMap<>();

  Lives(PipelineRecord record, LeaderSettings settings, Times times, Attachments attachments) {
    this.record = record;
    this.settings = settings;
    this.times = times;
    this.attachments = attachments;
    monitor = new InstanceMonitor<>(settings.monitor());
    record.instances().forEach(this::watch);
  }

  /** Whoever lives is watched, also one whose registration this leader did not answer. */
  private void watch(InstanceRecord instance) {
    if (instance.alive() && monitor.verdict(instance.id()).isEmpty()) {
      monitor.register(instance.id(), times.nowNs());
    }
  }

  Optional<Verdict<InstanceId>> verdict(InstanceId id) {
    return monitor.verdict(id);
  }

  /** Whether nothing speaks against it now. */
  boolean isTrusted(InstanceId id) {
    return monitor.verdict(id).map(v -> v.status() == Verdict.Status.ALIVE).orElse(false);
  }

  /** Whether it is silent and gets more time; to watch it afresh makes it look well meanwhile. */
  boolean isSpared(InstanceId id) {
    return sparedSinceNs.containsKey(id);
  }

  /** Whether its death is neither agreed nor proposed. */
  boolean isWell(InstanceId id) {
    return record.isAlive(id) && !ending.contains(id);
  }

  /** While a death is only proposed it may not come true. */
  boolean areInDoubt() {
    return !ending.isEmpty();
  }

  /**
   * Whether another process lives under the name of this one, above suspicion. After a change of
   * leader it may not have attached again yet.
   */
  boolean isTaken(Register m) {
    return record
        .living(m.name())
        .filter(i -> i.register().session() != m.session())
        .filter(i -> isTrusted(i.id()))
        .isPresent();
  }

  /** Why a life is over, or will be when the proposal that is on its way is agreed. */
  Optional<String> endReason(InstanceId id) {
    return ending.contains(id)
        ? monitor.verdict(id).map(Verdict::reason)
        : record.instance(id).filter(i -> !i.alive()).map(InstanceRecord::endReason);
  }

  /** Whether not only the life but the process is over. */
  boolean isGone(InstanceId id) {
    return gone.contains(id);
  }

  void onAttached(InstanceId id) {
    gone.remove(id);
    monitor.onConnected(id, times.nowNs());
  }

  void onDetached(InstanceId id) {
    monitor.onDisconnected(id, times.nowNs());
  }

  void onRefused(InstanceId id) {
    gone.add(id);
    monitor.onConnectionRefused(id, times.nowNs());
  }

  void onExited(InstanceId id, int exitCode) {
    gone.add(id);
    monitor.onProcessExited(id, exitCode, times.nowNs());
  }

  /** False if nobody living has this id. */
  boolean onHeartbeat(InstanceId id, Heartbeat m) {
    if (!monitor.onHeartbeat(id, times.nowNs())) {
      return false;
    }
    sparedSinceNs.remove(id);
    for (PeerView view : m.peers()) {
      Evidence.PeerView seen = Evidence.PeerView.valueOf(view.state().name());
      long observedNs = times.nowNs() - Math.max(0, view.ageMs()) * NS_PER_MS;
      monitor.onPeerReport(id, view.peer(), seen, observedNs);
    }
    return true;
  }

  void onMovement(InstanceId id, String partition, Reports.Movement movement) {
    if (movement == Reports.Movement.MOVES_AGAIN) {
      monitor.onProgress(id, times.nowNs());
    } else if (movement == Reports.Movement.STANDS_STILL) {
      monitor.onNoProgress(id, partition + " has input and does not move", times.nowNs());
    }
  }

  /**
   * A life of this name began, and any former one is over. Whoever asked for it may be gone: it is
   * watched all the same. Gives whether it was not watched before.
   */
  boolean onNewLife(String name) {
    record.instances().stream()
        .filter(i -> !i.alive() && i.id().name().equals(name))
        .forEach(i -> forget(i.id()));
    Optional<InstanceRecord> living = record.living(name);
    boolean fresh = living.isPresent() && monitor.verdict(living.get().id()).isEmpty();
    living.ifPresent(this::watch);
    return fresh;
  }

  /** A life is over, or is not asked about any more. */
  void forget(InstanceId id) {
    ending.remove(id);
    gone.remove(id);
    sparedSinceNs.remove(id);
    monitor.forget(id);
  }

  /** These deaths are agreed or refused, or it is not known whether they will be agreed. */
  void onAnswered(List<Action.Death> deaths) {
    deaths.forEach(d -> ending.remove(d.instance()));
  }

  /** Lets the monitor judge; gives the deaths that are to be proposed now. */
  List<Action.Death> judge() {
    List<Action.Death> deaths = new ArrayList<>();
    monitor.tick(times.nowNs());
    // All verdicts, not only the changes: an earlier proposal may have failed. Those whose process
    // is likelier to be there are judged last, when it is known whose copies are gone.
    List<Verdict<InstanceId>> dead =
        monitor.verdicts().stream()
            .filter(v -> v.status() == Verdict.Status.DEAD && isWell(v.id()))
            .sorted(Comparator.comparing(v -> likelihood(v.id())))
            .toList();
    for (Verdict<InstanceId> verdict : dead) {
      if (!spare(verdict.id())) {
        ending.add(verdict.id());
        deaths.add(
            new Action.Death(
                verdict.id(),
                verdict.reason(),
                times.toMs(verdict.failedNs()),
                times.toMs(verdict.suspectedNs().orElse(times.nowNs())),
                times.nowMs()));
      }
    }
    return deaths;
  }

  /**
   * Whether an instance gets more time: its process may be there, and to declare it dead is to
   * declare a loss of data that it still has.
   */
  private boolean spare(InstanceId id) {
    if (gone.contains(id) || lastCopies(id, this::isWell).findAny().isEmpty()) {
      return false;
    }
    long sinceNs = sparedSinceNs.computeIfAbsent(id, i -> times.nowNs());
    if (times.nowNs() - sinceNs >= settings.frozenGraceNs()) {
      return false;
    }
    monitor.register(id, times.nowNs());
    if (attachments.isAttached(id)) {
      monitor.onConnected(id, times.nowNs());
    }
    return true;
  }

  /** That its process is there: 0 = it is not. A connection may be closed by what lies between. */
  private int likelihood(InstanceId id) {
    return gone.contains(id) ? 0 : attachments.isAttached(id) ? 2 : 1;
  }

  /** The partitions of whose log in memory nobody else has a copy for sure. */
  Stream<PartitionRecord> lostWith(InstanceId id) {
    return lastCopies(id, other -> isWell(other) && isTrusted(other) && !isSpared(other));
  }

  /** Of those partitions that have their logs in memory only. */
  private Stream<PartitionRecord> lastCopies(InstanceId id, Predicate<InstanceId> hasIt) {
    return record.partitions().stream()
        .filter(p -> !p.finished() && p.loss().isEmpty() && p.active().isMember(id))
        .filter(this::isReplicatedInMemory)
        .filter(p -> members(p).stream().noneMatch(m -> !m.equals(id) && hasIt.test(m)));
  }

  private boolean isReplicatedInMemory(PartitionRecord partition) {
    StageSpec stage = record.spec().stage(partition.partition().stage());
    return stage.log() == LogKind.MEMORY && stage.replication() > 0;
  }

  /** Of the active configuration, the owner first. */
  static List<InstanceId> members(PartitionRecord partition) {
    List<InstanceId> members = new ArrayList<>();
    partition.active().owner().ifPresent(members::add);
    members.addAll(partition.active().replicas());
    return members;
  }
}
