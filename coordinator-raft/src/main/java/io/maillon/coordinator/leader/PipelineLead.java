package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.detector.evidence.Verdict;
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
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Shutdown;
import java.util.List;
import java.util.Optional;

/**
 * One pipeline as its leader leads it: takes what happens to those who know about it, proposes what
 * they decide, and tells instances what was agreed.
 */
final class PipelineLead {
  private static final int FAILURE_CHARS_MAX = 2_048;
  private static final long STABLE_NS = 1_000_000_000L;
  private static final long RECOVERED_FIRST_NS = 1_000_000_000L;

  /** What only the time can change is looked at this often; what happens is acted on at once. */
  private static final long REVIEW_NS = 50_000_000L;

  private final PipelineRecord record;
  private final LeaderSettings settings;
  private final LeaderPort port;
  private final Times times;
  private final Attachments attachments = new Attachments();
  private final Lives lives;
  private final Reports reports;
  private final Reconfigurations reconfigurations;
  private final Launches launches;
  private final Pushes pushes;
  private final Probes probes;
  private long nextReviewNs;
  private long nextStableNs;
  private long recoversSinceNs = Long.MAX_VALUE;

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
    launches = new Launches(record, settings, port, times);
    pushes = new Pushes(record, state, port);
    probes = new Probes(record, port, times);
    reports = new Reports(record, settings, times);
    lives = new Lives(record, settings, times, attachments);
    reconfigurations =
        new Reconfigurations(
            record, settings, times, attachments, lives, reports, launches.wanted());
    nextStableNs = times.nowNs() + STABLE_NS;
    decide();
  }

  PipelineRecord record() {
    return record;
  }

  boolean isAttached(InstanceId instance) {
    return attachments.isAttached(instance);
  }

  Optional<PartitionProgress> progress(PartitionId partition) {
    return reports.of(partition);
  }

  Optional<Verdict<InstanceId>> verdict(InstanceId instance) {
    return lives.verdict(instance);
  }

  /** The partitions of whose log this living instance has the only copy. */
  List<PartitionId> lostWith(InstanceId instance) {
    if (!lives.isWell(instance)) {
      return List.of();
    }
    return lives.lostWith(instance).map(PartitionRecord::partition).toList();
  }

  /** Whether it is silent and gets more time, because it has the last copy of something. */
  boolean isSpared(InstanceId instance) {
    return lives.isSpared(instance);
  }

  /** Why nothing can be done for a partition now; empty = nothing is wanting. */
  String waits(PartitionId partition) {
    return reconfigurations.waits(partition);
  }

  /** Whether another process lives under the name of this one, above suspicion. */
  boolean isTaken(Register m) {
    return lives.isTaken(m);
  }

  // What instances say

  void onJoined(long connection, InstanceId id) {
    port.send(connection, new Registered(id, record.spec(), settings.heartbeatIntervalMs()));
    if (!record.isAlive(id)) {
      // The repeated answer to a repeated request, whose life ended before it was heard of.
      port.send(connection, farewell(id));
      return;
    }
    onNewLife(id.name());
    attach(connection, id);
  }

  /** Returns whether the connection belongs to an instance from now on. */
  boolean onAttach(long connection, Attach m) {
    if (!record.hasGranted(m.instance())) {
      // Another leader has granted it since: who does not know that leads no more.
      port.send(connection, new NotLeader(Optional.empty()));
      return false;
    }
    Optional<InstanceRecord> known =
        record
            .instance(m.instance())
            .filter(i -> i.alive() && i.register().session() == m.session());
    if (known.isEmpty()) {
      port.send(connection, farewell(m.instance()));
      return false;
    }
    attach(connection, m.instance());
    return true;
  }

  private void attach(long connection, InstanceId id) {
    attachments.attach(connection, id);
    lives.onAttached(id);
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

  void onHeartbeat(long connection, Heartbeat m) {
    Optional<InstanceId> id = attachments.instance(connection);
    if (!id.equals(Optional.of(m.instance()))) {
      return;
    }
    port.send(connection, new HeartbeatReply(m.number()));
    if (lives.onHeartbeat(id.get(), m)) {
      for (PartitionProgress p : m.partitions()) {
        lives.onMovement(id.get(), p.partition().toString(), reports.note(id.get(), p));
      }
    }
  }

  void onActivate(Activate m) {
    reconfigurations.onInstalled(m);
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
    String message = m.message();
    String told = message.substring(0, Math.min(message.length(), FAILURE_CHARS_MAX));
    propose(new Action.Fail(record.spec().name(), told));
  }

  // What happens to instances

  void onDisconnected(long connection) {
    attachments.detach(connection).ifPresent(this::onDetached);
  }

  /**
   * A life was granted to who had hung up by then. Its process may have ended while its
   * registration was on the way, and another one of its name must not wait for it.
   */
  void onHungUp(InstanceId id) {
    if (record.isAlive(id) && !attachments.isAttached(id)) {
      onDetached(id);
    }
  }

  private void onDetached(InstanceId id) {
    lives.onDetached(id);
    probes.atOnce(id);
    decide();
  }

  void onRefused(InstanceId id) {
    if (attachments.isAttached(id)) {
      return;
    }
    if (record.isAlive(id)) {
      lives.onRefused(id);
    } else {
      launches.onGone(id);
    }
    decide();
  }

  void onProcessExited(String name, long pid, int exitCode) {
    launches.onExited(name, pid, exitCode);
    record
        .living(name)
        .filter(i -> i.register().pid() == pid)
        .ifPresent(i -> lives.onExited(i.id(), exitCode));
    decide();
  }

  void onLaunchFailed(String name, String message) {
    launches.onFailed(name, message);
    launch();
  }

  // What was agreed

  /** One about this pipeline. */
  void onApplied(Action action) {
    reconfigurations.onAnswered(action);
    if (action instanceof Action.DeclareDead a) {
      lives.onAnswered(a.deaths());
      a.deaths().forEach(d -> onEnded(d.instance()));
    } else if (action instanceof Action.Join a) {
      onNewLife(a.register().name());
    } else if (action instanceof Action.Grant a) {
      a.claims().forEach(g -> assign(g.partition()));
    }
    pushes.pushChanges(attachments.connections());
    endIfOver();
    plan();
    launch();
  }

  void onProposalFailed(Action action) {
    reconfigurations.onAnswered(action);
    if (action instanceof Action.DeclareDead a) {
      lives.onAnswered(a.deaths());
    }
  }

  private void onNewLife(String name) {
    attachments.instances().forEach(this::dropIfDead);
    if (lives.onNewLife(name)) {
      launches.onJoined(name);
    }
  }

  /** Nothing has ended if the request was refused, or repeats one that was done before. */
  private void onEnded(InstanceId id) {
    if (record.isAlive(id) || lives.verdict(id).isEmpty()) {
      return;
    }
    launches.onDead(id.name(), lives.isGone(id));
    if (!lives.isGone(id)) {
      // Its port may have outlived its connections for a moment, but no longer.
      probes.once(id);
    }
    lives.forget(id);
    dropIfDead(id);
  }

  private void dropIfDead(InstanceId id) {
    if (!record.isAlive(id)) {
      lives.forget(id);
      attachments.remove(id).ifPresent(connection -> port.send(connection, farewell(id)));
    }
  }

  // What is decided

  void onTick() {
    if (judge() || times.nowNs() >= nextReviewNs) {
      act();
    }
    if (times.nowNs() >= nextStableNs) {
      nextStableNs = times.nowNs() + STABLE_NS;
      recordStable();
    }
  }

  /** Everything that came together has been taken in. */
  void onIdle() {
    reconfigurations.activate().ifPresent(this::propose);
  }

  private void decide() {
    judge();
    act();
  }

  /** Returns whether somebody was judged to be dead. */
  private boolean judge() {
    probes.probe(attachments);
    List<Action.Death> deaths = lives.judge();
    if (!deaths.isEmpty()) {
      propose(new Action.DeclareDead(record.spec().name(), deaths));
    }
    return !deaths.isEmpty();
  }

  private void act() {
    nextReviewNs = times.nowNs() + REVIEW_NS;
    reconfigurations.activate().ifPresent(this::propose);
    plan();
    launch();
  }

  private void plan() {
    reconfigurations.plan().ifPresent(this::propose);
  }

  /**
   * A process that starts takes the processor from those that recover: what can be recovered
   * without it is recovered first, for some time.
   */
  private void launch() {
    if (!lives.areInDoubt() && !reconfigurations.areUnderWay()) {
      recoversSinceNs = Long.MAX_VALUE;
    } else {
      recoversSinceNs = Math.min(recoversSinceNs, times.nowNs());
      if (times.nowNs() - recoversSinceNs < RECOVERED_FIRST_NS) {
        return;
      }
    }
    Optional<String> exhausted = launches.start();
    if (exhausted.isPresent() && record.isLive()) {
      propose(new Action.Fail(record.spec().name(), exhausted.get()));
    }
  }

  private void recordStable() {
    reports
        .notAgreedYet()
        .forEach(part -> propose(new Action.RecordStable(record.spec().name(), part)));
  }

  private void propose(Action action) {
    port.propose(new Command(times.nowMs(), 0, 0, action));
  }

  // What is told

  private void assign(PartitionId partition) {
    PartitionRecord p = record.partition(partition).orElseThrow();
    p.claim()
        .flatMap(c -> attachments.connection(c.candidate()))
        .ifPresent(
            connection ->
                port.send(
                    connection,
                    new Assign(partition, p.claim().orElseThrow(), p.active(), p.fresh())));
  }

  private void endIfOver() {
    if (!record.isLive()) {
      attachments.connections().forEach(c -> port.send(c, shutdown()));
      attachments.instances().forEach(lives::forget);
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
}
