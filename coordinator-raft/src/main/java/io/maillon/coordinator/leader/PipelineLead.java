package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.detector.InstanceMonitor;
import io.maillon.detector.evidence.Evidence;
import io.maillon.detector.evidence.Verdict;
import io.maillon.protocol.Claim;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.FunctionFailed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.HeartbeatReply;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.control.PeerView;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Shutdown;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.plan.InstanceView;
import io.maillon.recovery.plan.PartitionView;
import io.maillon.recovery.plan.Plan;
import io.maillon.recovery.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One pipeline as its leader sees it: who is connected, who is suspected, what is under way. */
final class PipelineLead {
  private static final long STABLE_NS = 1_000_000_000L;

  private final PipelineRecord record;
  private final LeaderSettings settings;
  private final LeaderPort port;
  private final Times times;
  private final InstanceMonitor<InstanceId> monitor;
  private final Launches launches;
  private final Pushes pushes;
  private final Probes probes;
  private final Map<InstanceId, Long> connections = new TreeMap<>();
  private final Map<Long, InstanceId> byConnection = new TreeMap<>();
  private final Map<PartitionId, PartitionProgress> progress = new TreeMap<>();
  private final Map<PartitionId, Movement> movements = new TreeMap<>();
  private final Map<PartitionId, Attempts> attempts = new TreeMap<>();
  private final Set<InstanceId> ending = new TreeSet<>();
  private final Map<InstanceId, Long> sparedSinceNs = new TreeMap<>();
  private final Set<InstanceId> exited = new TreeSet<>();
  private final Map<PartitionId, Action.Activation> installed = new TreeMap<>();
  private Map<PartitionId, String> waits = new TreeMap<>();
  private boolean granting;
  private boolean activating;
  private long startedAtNs = Long.MAX_VALUE;
  private long nextStableNs;

  /** When a partition was last seen to move. */
  private record Movement(long committedIndex, long atNs) {}

  PipelineLead(
      PipelineRecord record,
      ClusterState state,
      LeaderSettings settings,
      LeaderPort port,
      Times times) {
    this.record = record;
    this.settings = settings;
    this.port = port;
    this.times = times;
    monitor = new InstanceMonitor<>(settings.monitor());
    launches = new Launches(record, settings, port, times);
    pushes = new Pushes(record, state, port);
    probes = new Probes(record, port, times);
    nextStableNs = times.nowNs() + STABLE_NS;
    watchAll();
    plan();
  }

  PipelineRecord record() {
    return record;
  }

  boolean isAttached(InstanceId instance) {
    return connections.containsKey(instance);
  }

  Optional<PartitionProgress> progress(PartitionId partition) {
    return Optional.ofNullable(progress.get(partition));
  }

  Optional<Verdict<InstanceId>> verdict(InstanceId instance) {
    return monitor.verdict(instance);
  }

  /** Why nothing can be done for a partition now; empty = nothing is wanting. */
  String waits(PartitionId partition) {
    return waits.getOrDefault(partition, "");
  }

  /**
   * Whether another process lives under the name of this one, above suspicion. After a change of
   * leader it may not have attached again yet.
   */
  boolean isTaken(Register m) {
    return record
        .living(m.name())
        .filter(i -> i.register().session() != m.session())
        .flatMap(i -> monitor.verdict(i.id()))
        .filter(v -> v.status() == Verdict.Status.ALIVE)
        .isPresent();
  }

  void onJoined(long connection, InstanceId id) {
    port.send(connection, new Registered(id, record.spec(), settings.heartbeatIntervalMs()));
    if (!record.isAlive(id)) {
      // The repeated answer to a repeated request, whose life ended before it was heard of.
      port.send(connection, farewell(id));
      return;
    }
    onLivesChanged(id.name());
    bind(connection, id);
  }

  /** Whoever lives is watched, also one whose registration this leader did not answer. */
  private void watchAll() {
    for (InstanceRecord instance : record.instances()) {
      if (instance.alive() && monitor.verdict(instance.id()).isEmpty()) {
        monitor.register(instance.id(), times.nowNs());
      }
    }
  }

  /** Returns whether the connection belongs to an instance from now on. */
  boolean onAttach(long connection, Attach m) {
    Optional<InstanceRecord> known =
        record
            .instance(m.instance())
            .filter(i -> i.alive() && i.register().session() == m.session());
    if (known.isEmpty()) {
      port.send(connection, farewell(m.instance()));
      return false;
    }
    bind(connection, m.instance());
    return true;
  }

  void onDisconnected(long connection) {
    InstanceId id = byConnection.remove(connection);
    if (id == null || !connections.remove(id, connection)) {
      return;
    }
    monitor.onDisconnected(id, times.nowNs());
    probes.atOnce(id);
    probes.probe(connections);
    watch();
  }

  void onRefused(InstanceId id) {
    if (!connections.containsKey(id)) {
      monitor.onConnectionRefused(id, times.nowNs());
      watch();
    }
  }

  void onProcessExited(String name, long pid, int exitCode) {
    launches.onExited(name, pid, exitCode);
    record
        .living(name)
        .filter(i -> i.register().pid() == pid)
        .ifPresent(i -> exited(i.id(), exitCode));
    watch();
    launch();
  }

  private void exited(InstanceId id, int exitCode) {
    exited.add(id);
    monitor.onProcessExited(id, exitCode, times.nowNs());
  }

  void onLaunchFailed(String name, String message) {
    launches.onFailed(name, message);
    launch();
  }

  void onHeartbeat(long connection, Heartbeat m) {
    InstanceId id = byConnection.get(connection);
    if (id == null || !id.equals(m.instance())) {
      return;
    }
    port.send(connection, new HeartbeatReply(m.number()));
    long nowNs = times.nowNs();
    if (!monitor.onHeartbeat(id, nowNs)) {
      return;
    }
    sparedSinceNs.remove(id);
    for (PeerView view : m.peers()) {
      monitor.onPeerReport(id, view.peer(), Evidence.PeerView.valueOf(view.state().name()), nowNs);
    }
    m.partitions().forEach(p -> note(id, p));
  }

  void onActivate(Activate m) {
    installed.put(m.partition(), new Action.Activation(m.partition(), m.epoch(), m.instance()));
    activate();
  }

  void onFinish(Finish m) {
    propose(new Action.Finish(record.spec().name(), m.partition(), m.epoch(), m.instance()));
  }

  /** A function that failed where it was no longer in office says nothing about the pipeline. */
  void onFunctionFailed(FunctionFailed m) {
    boolean inOffice =
        record.partition(m.partition()).map(p -> p.active().isOwner(m.instance())).orElse(false);
    if (!record.isAlive(m.instance()) || (m.epoch() > 0 && !inOffice)) {
      return;
    }
    propose(new Action.Fail(record.spec().name(), m.message()));
  }

  void onApplied(Action action) {
    if (action instanceof Action.Grant a && isOurs(a.pipeline())) {
      granting = false;
    } else if (action instanceof Action.DeclareLoss a && isOurs(a.pipeline())) {
      granting = false;
    } else if (action instanceof Action.Activate a && isOurs(a.pipeline())) {
      activating = false;
    } else if (action instanceof Action.DeclareDead a && isOurs(a.pipeline())) {
      a.deaths().forEach(d -> onEnded(d.instance()));
    } else if (action instanceof Action.Join a && isOurs(a.register().pipeline())) {
      onLivesChanged(a.register().name());
    }
    if (action instanceof Action.Grant a && isOurs(a.pipeline())) {
      a.claims().forEach(g -> assign(g.partition()));
    }
    pushes.pushChanges(connections);
    endIfOver();
    activate();
    plan();
    launch();
  }

  /** Whoever asked for the life may be gone: it is watched all the same. */
  private void onLivesChanged(String name) {
    List.copyOf(connections.keySet()).forEach(this::dropIfDead);
    record.instances().stream()
        .filter(i -> !i.alive() && i.id().name().equals(name))
        .forEach(i -> monitor.forget(i.id()));
    Optional<InstanceRecord> living = record.living(name);
    if (living.isPresent() && monitor.verdict(living.get().id()).isEmpty()) {
      monitor.register(living.get().id(), times.nowNs());
      launches.onJoined(name);
    }
  }

  void onProposalFailed(Action action) {
    if (action instanceof Action.Grant a && isOurs(a.pipeline())) {
      granting = false;
    } else if (action instanceof Action.DeclareLoss a && isOurs(a.pipeline())) {
      granting = false;
    } else if (action instanceof Action.Activate a && isOurs(a.pipeline())) {
      activating = false;
    } else if (action instanceof Action.DeclareDead a && isOurs(a.pipeline())) {
      a.deaths().forEach(d -> ending.remove(d.instance()));
    }
  }

  void onTick() {
    probes.probe(connections);
    watch();
    plan();
    launch();
    if (times.nowNs() >= nextStableNs) {
      nextStableNs = times.nowNs() + STABLE_NS;
      recordStable();
    }
  }

  private boolean isOurs(String pipeline) {
    return record.spec().name().equals(pipeline);
  }

  private void bind(long connection, InstanceId id) {
    Long former = connections.put(id, connection);
    if (former != null) {
      byConnection.remove(former);
    }
    byConnection.put(connection, id);
    monitor.onConnected(id, times.nowNs());
    pushes.pushAll(connection);
    if (!record.isLive()) {
      port.send(connection, shutdown());
      return;
    }
    record.partitions().stream()
        .filter(p -> p.claim().map(c -> c.candidate().equals(id)).orElse(false))
        .forEach(p -> assign(p.partition()));
    plan();
  }

  private void note(InstanceId id, PartitionProgress p) {
    PartitionRecord partition = record.partition(p.partition()).orElse(null);
    if (partition == null || !partition.active().isOwner(id)) {
      return;
    }
    progress.put(p.partition(), p);
    Movement last = movements.get(p.partition());
    boolean idle = p.waitingBytes() == 0 || !p.waitsFor().equals("its function");
    if (idle || last == null || last.committedIndex() != p.committedIndex()) {
      movements.put(p.partition(), new Movement(p.committedIndex(), times.nowNs()));
      if (last != null && times.nowNs() - last.atNs() > settings.noProgressNs()) {
        monitor.onProgress(id, times.nowNs());
      }
    } else if (times.nowNs() - last.atNs() > settings.noProgressNs()) {
      monitor.onNoProgress(id, p.partition() + " has input and does not move", times.nowNs());
    }
  }

  /** Lets the monitor judge, and ends those that it finds dead. */
  private void watch() {
    List<Action.Death> deaths = new ArrayList<>();
    monitor.tick(times.nowNs());
    // All verdicts, not only the changes: an earlier proposal may have failed.
    for (Verdict<InstanceId> verdict : monitor.verdicts()) {
      if (verdict.status() == Verdict.Status.DEAD
          && record.isAlive(verdict.id())
          && !spared(verdict.id())
          && ending.add(verdict.id())) {
        deaths.add(
            new Action.Death(
                verdict.id(),
                verdict.reason(),
                times.toMs(verdict.failedNs()),
                times.toMs(verdict.suspectedNs().orElse(times.nowNs())),
                times.nowMs()));
      }
    }
    if (!deaths.isEmpty()) {
      propose(new Action.DeclareDead(record.spec().name(), deaths));
    }
  }

  /**
   * Whether a silent instance gets more time: its connection is open, so its process is there, and
   * to declare it dead is to declare a loss of data that it still has.
   */
  private boolean spared(InstanceId id) {
    if (exited.contains(id) || !connections.containsKey(id) || !hasLastCopy(id)) {
      return false;
    }
    long sinceNs = sparedSinceNs.computeIfAbsent(id, i -> times.nowNs());
    if (times.nowNs() - sinceNs >= settings.frozenGraceNs()) {
      return false;
    }
    monitor.register(id, times.nowNs());
    monitor.onConnected(id, times.nowNs());
    return true;
  }

  /** Of the log of any partition that has its log in memory only. */
  private boolean hasLastCopy(InstanceId id) {
    return record.partitions().stream()
        .filter(p -> !p.finished() && p.loss().isEmpty() && p.active().isMember(id))
        .filter(this::isReplicatedInMemory)
        .anyMatch(p -> members(p).stream().noneMatch(m -> !m.equals(id) && isWell(m)));
  }

  private boolean isReplicatedInMemory(PartitionRecord partition) {
    StageSpec stage = record.spec().stage(partition.partition().stage());
    return stage.log() == LogKind.MEMORY && stage.replication() > 0;
  }

  private static List<InstanceId> members(PartitionRecord partition) {
    List<InstanceId> members = new ArrayList<>(partition.active().replicas());
    partition.active().owner().ifPresent(members::add);
    return members;
  }

  private boolean isWell(InstanceId id) {
    return record.isAlive(id) && !ending.contains(id);
  }

  private void onEnded(InstanceId id) {
    ending.remove(id);
    sparedSinceNs.remove(id);
    exited.remove(id);
    monitor.forget(id);
    launches.onDead(id.name());
    dropIfDead(id);
  }

  private void dropIfDead(InstanceId id) {
    if (!record.isAlive(id)) {
      monitor.forget(id);
      Long connection = connections.remove(id);
      if (connection != null) {
        byConnection.remove(connection);
        port.send(connection, farewell(id));
      }
    }
  }

  /** To a life that is over: another process has its place, or it may begin a new life. */
  private ControlMessage farewell(InstanceId id) {
    if (!record.isLive()) {
      return shutdown();
    }
    Optional<InstanceRecord> successor = record.living(id.name());
    if (successor.isPresent() && !successor.get().id().equals(id)) {
      return new Shutdown("replaced by " + successor.get().id());
    }
    return new Dismissed(
        id, record.instance(id).map(InstanceRecord::endReason).orElse(id + " is not known"));
  }

  private Shutdown shutdown() {
    return new Shutdown("pipeline " + record.spec().name() + " is " + record.state());
  }

  private void assign(PartitionId partition) {
    PartitionRecord p = record.partition(partition).orElseThrow();
    Long connection = p.claim().map(c -> connections.get(c.candidate())).orElse(null);
    if (connection != null) {
      port.send(connection, new Assign(partition, p.claim().orElseThrow(), p.active(), p.fresh()));
    }
  }

  /** One command for all that are installed by now, one at a time. */
  private void activate() {
    installed.values().removeIf(a -> !mayBeActivated(a));
    if (!activating && !installed.isEmpty()) {
      activating = true;
      propose(new Action.Activate(record.spec().name(), List.copyOf(installed.values())));
    }
  }

  /** What the state would refuse is not asked for: the refusal would only lead here again. */
  private boolean mayBeActivated(Action.Activation a) {
    Optional<Claim> claim = record.partition(a.partition()).flatMap(PartitionRecord::claim);
    return record.isLive()
        && record.isAlive(a.candidate())
        && claim.isPresent()
        && claim.get().epoch() == a.epoch()
        && claim.get().candidate().equals(a.candidate());
  }

  private void plan() {
    if (granting || !record.isLive() || !hasStarted()) {
      return;
    }
    List<PartitionView> partitions =
        record.partitions().stream()
            .filter(p -> !p.finished() && p.loss().isEmpty())
            .map(this::view)
            .toList();
    List<InstanceView> living =
        record.instances().stream()
            .filter(i -> i.alive() && !ending.contains(i.id()))
            .map(this::view)
            .toList();
    Plan plan = Planner.plan(record.spec(), partitions, living);
    waits = plan.waiting();
    // While a death is only proposed it may not come true, and nothing is lost yet.
    if (!plan.lost().isEmpty() && ending.isEmpty()) {
      granting = true;
      propose(new Action.DeclareLoss(record.spec().name(), losses(plan.lost())));
      return;
    }
    if (!plan.moves().isEmpty()) {
      granting = true;
      propose(
          new Action.Grant(
              record.spec().name(), plan.moves().stream().map(this::granted).toList()));
    }
  }

  /** The first claims wait until everybody wanted is there, or late enough. */
  private boolean hasStarted() {
    long living = record.instances().stream().filter(InstanceRecord::alive).count();
    if (living == 0) {
      return false;
    }
    startedAtNs = Math.min(startedAtNs, times.nowNs());
    return record.partitions().stream()
            .anyMatch(p -> p.active().epoch() > 0 || p.claim().isPresent())
        || living >= launches.wanted()
        || times.nowNs() - startedAtNs >= settings.startGraceNs();
  }

  private PartitionView view(PartitionRecord p) {
    boolean stuck =
        p.claim()
            .map(c -> attempts.computeIfAbsent(p.partition(), x -> new Attempts()))
            .map(a -> a.isStuck(p.newestEpoch(), settings.claimStuckNs(), times.nowNs()))
            .orElse(false);
    if (p.claim().isEmpty()) {
      attempts.remove(p.partition());
    }
    return new PartitionView(
        p.partition(), p.active(), p.newestEpoch(), p.claim(), stuck, p.lossAccepted());
  }

  private InstanceView view(InstanceRecord i) {
    boolean trusted =
        monitor.verdict(i.id()).map(v -> v.status() == Verdict.Status.ALIVE).orElse(false);
    return new InstanceView(
        i.id(),
        trusted && connections.containsKey(i.id()) && !sparedSinceNs.containsKey(i.id()),
        i.register().host(),
        i.register().stages(),
        i.register().logHost(),
        i.register().carries());
  }

  private Action.Granted granted(Plan.Move move) {
    PartitionView from = move.from();
    return new Action.Granted(
        from.id(),
        from.active().epoch(),
        from.newestEpoch(),
        move.claim(),
        move.fresh(),
        cause(move));
  }

  private String cause(Plan.Move move) {
    List<InstanceId> members = new ArrayList<>();
    move.from().active().owner().ifPresent(members::add);
    members.addAll(move.from().active().replicas());
    return members.stream()
        .flatMap(m -> record.instance(m).stream())
        .filter(i -> !i.alive())
        .findFirst()
        .map(i -> move.cause() + ": " + i.endReason())
        .orElse(move.cause());
  }

  private List<Action.Loss> losses(List<PartitionId> lost) {
    return lost.stream().map(this::loss).toList();
  }

  private Action.Loss loss(PartitionId partition) {
    PartitionRecord p = record.partition(partition).orElseThrow();
    Action.Stable s = newest(p);
    String message =
        "partition "
            + partition
            + " epoch "
            + p.active().epoch()
            + ": owner "
            + p.active().owner().map(InstanceId::toString).orElse("none")
            + " and all replicas "
            + p.active().replicas()
            + " are gone; at risk: outputs after offset "
            + s.ackedOffset()
            + " (last known "
            + s.lastOffset()
            + "), its state, and inputs consumed up to "
            + s.positions().stream().map(x -> x.upstream() + " offset " + x.offset()).toList()
            + " or later";
    return new Action.Loss(partition, p.active().epoch(), message);
  }

  /** What was last heard of a partition: heartbeats tell more than what was agreed. */
  private Action.Stable newest(PartitionRecord partition) {
    Optional<PartitionProgress> heard = Optional.ofNullable(progress.get(partition.partition()));
    return heard
        .filter(h -> h.epoch() >= partition.stable().epoch())
        .map(PipelineLead::stable)
        .orElse(partition.stable());
  }

  private static Action.Stable stable(PartitionProgress p) {
    return new Action.Stable(
        p.partition(),
        p.epoch(),
        p.committedIndex(),
        p.lastOffset(),
        p.ackedOffset(),
        p.replayed(),
        p.positions());
  }

  private void recordStable() {
    List<Action.Stable> stable = new ArrayList<>();
    for (PartitionProgress p : progress.values()) {
      Action.Stable now = stable(p);
      PartitionRecord known = record.partition(p.partition()).orElseThrow();
      if (!known.stable().equals(now)) {
        stable.add(now);
      }
    }
    if (!stable.isEmpty()) {
      propose(new Action.RecordStable(record.spec().name(), stable));
    }
  }

  private void endIfOver() {
    if (!record.isLive()) {
      connections.values().forEach(c -> port.send(c, shutdown()));
      connections.keySet().forEach(monitor::forget);
    }
  }

  private void launch() {
    Optional<String> exhausted = launches.start();
    if (exhausted.isPresent() && record.isLive()) {
      propose(new Action.Fail(record.spec().name(), exhausted.get()));
    }
  }

  private void propose(Action action) {
    port.propose(new Command(times.nowMs(), 0, 0, action));
  }
}
