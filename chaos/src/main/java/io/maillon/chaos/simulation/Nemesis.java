package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Resume;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Does harm for a while, then heals everything. A sparing one leaves of every configuration, active
 * or claimed, one member that is well: then a loss of data is a violation.
 */
final class Nemesis {
  /** A process that was frozen or cut off may still be declared dead for this long. */
  private static final long RECOVERY_NS = 1_500 * Chance.MS;

  /** By then everybody has heard of a loss, also when the leader crashed after it declared it. */
  private static final long STOPPED_AFTER_NS = 5 * Chance.SECOND;

  private final World world;
  private final Map<String, Long> recoveringUntilNs = new TreeMap<>();
  private boolean atWork;
  private long losses;
  private long healedNs = Long.MAX_VALUE / 2;

  Nemesis(World world) {
    this.world = world;
  }

  void begin() {
    atWork = true;
    next();
    world.queue().after(Swarm.FAULTS_END_NS, this::heal);
  }

  boolean isAtWork() {
    return atWork;
  }

  long healedNs() {
    return healedNs;
  }

  /** An operator starts again those that nobody else does. */
  void onEnded(SimulatedProcess process) {
    if (process.instance().startsWith("x")) {
      long pauseNs = world.chance().between(100, 2_500) * Chance.MS;
      world.queue().after(pauseNs, () -> world.start(process.instance(), Optional.empty()));
    }
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
    heal();
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
    if (lasts(loss)) {
      world
          .coordinators()
          .operate(new Resume(world.chance().number(), world.swarm().spec().name()));
      world.queue().after(500 * Chance.MS, () -> resume(loss));
      healedNs = world.queue().elapsedNs();
    }
  }

  private boolean lasts(long loss) {
    return loss == losses
        && world
            .coordinators()
            .pipeline()
            .map(p -> p.state() == PipelineState.DATA_LOSS)
            .orElse(false);
  }

  private void heal() {
    if (!atWork) {
      return;
    }
    atWork = false;
    healedNs = world.queue().elapsedNs();
    world.trace().transition("everything heals");
    world.network().healAll();
    for (SimulatedProcess process : List.copyOf(world.processes())) {
      if (process.isFrozen()) {
        process.thaw();
      }
    }
  }

  private void next() {
    long restNs = world.chance().between(30 * Chance.MS, world.swarm().restMaxNs());
    world
        .queue()
        .after(
            restNs,
            () -> {
              if (atWork) {
                harm();
                next();
              }
            });
  }

  private void harm() {
    if (world.swarm().faults().isEmpty()) {
      return;
    }
    switch (world.chance().oneOf(List.copyOf(world.swarm().faults()))) {
      case CRASH -> victim().ifPresent(p -> p.end(137));
      case PAUSE -> victim().ifPresent(this::pause);
      case CUT_ONE_WAY -> cutPeers(true);
      case CUT_TWO_WAYS -> cutPeers(false);
      case CUT_FROM_COORDINATOR -> victim().ifPresent(this::cutFromCoordinator);
      case CONNECTION_LOSS -> loseConnection();
      case SLOW_NODE -> victim().ifPresent(this::slow);
      case LEADER_CHANGE -> world.coordinators().leader().ifPresent(l -> depose());
      case COORDINATOR_CRASH -> crashCoordinator();
      case PROPOSAL_FAILURE, COMMAND_REPLAY -> {
        // These happen where commands are proposed.
      }
    }
  }

  private void depose() {
    world.probes().hit("leader deposed");
    world.coordinators().depose();
  }

  private void crashCoordinator() {
    List<CoordinatorNode> up =
        world.coordinators().nodes().stream().filter(n -> !n.isGone()).toList();
    if (up.size() > 2 || (!up.isEmpty() && world.chance().percent(20))) {
      world.probes().hit("coordinator crashed");
      world.coordinators().crash(world.chance().oneOf(up));
    }
  }

  private void pause(SimulatedProcess process) {
    long forNs = world.chance().between(50, world.chance().percent(40) ? 5_000 : 600) * Chance.MS;
    world.probes().hit("process frozen");
    world.trace().transition(process.name() + " frozen for " + forNs / Chance.MS + " ms");
    process.freeze();
    after(forNs, process, process::thaw);
  }

  private void cutPeers(boolean oneWay) {
    List<SimulatedProcess> running = running();
    if (running.size() < 2) {
      return;
    }
    SimulatedProcess one = world.chance().oneOf(running);
    SimulatedProcess other = world.chance().oneOf(running);
    if (one == other || !spares(one) || (!spares(other) && world.swarm().sparing())) {
      return;
    }
    long forNs = world.chance().between(50, 4_000) * Chance.MS;
    world
        .trace()
        .transition(
            one.name()
                + (oneWay ? " cut to " : " and from ")
                + other.name()
                + " for "
                + forNs / Chance.MS
                + " ms");
    cut(one, other, oneWay, forNs);
  }

  private void cutFromCoordinator(SimulatedProcess process) {
    long forNs = world.chance().between(50, 4_000) * Chance.MS;
    boolean oneWay = world.chance().percent(50);
    world
        .trace()
        .transition(process.name() + " cut from coordinators for " + forNs / Chance.MS + " ms");
    for (CoordinatorNode node : world.coordinators().nodes()) {
      cut(process, node, oneWay, forNs);
    }
  }

  private void cut(Endpoint one, Endpoint other, boolean oneWay, long forNs) {
    world.probes().hit(oneWay ? "cut one way" : "cut both ways");
    boolean turned = world.chance().percent(50);
    Endpoint from = turned ? other : one;
    Endpoint to = turned ? one : other;
    world.network().cut(from, to);
    if (!oneWay) {
      world.network().cut(to, from);
    }
    Runnable joined =
        () -> {
          world.network().heal(from, to);
          world.network().heal(to, from);
        };
    after(forNs, one, joined);
    recoversAfter(forNs, other);
  }

  private void slow(SimulatedProcess process) {
    world.probes().hit("slow node");
    world.trace().transition(process.name() + " slow");
    world.network().slowDown(process, world.chance().between(20, 700) * Chance.MS);
    after(
        world.chance().between(500, 4_000) * Chance.MS,
        process,
        () -> world.network().speedUp(process));
  }

  private void loseConnection() {
    List<Connection> all = world.network().connections();
    if (all.isEmpty()) {
      return;
    }
    Connection chosen = world.chance().oneOf(all);
    boolean control = chosen.end(1) instanceof CoordinatorNode;
    if (control && !spares((SimulatedProcess) chosen.end(0))) {
      return;
    }
    world.probes().hit(control ? "control connection lost" : "peer connection lost");
    if (control) {
      recoversAfter(0, chosen.end(0));
    }
    chosen.breakUp(
        world.chance().percent(70),
        world.chance().between(0, 300) * Chance.MS,
        world.chance().between(0, 300) * Chance.MS);
  }

  private void after(long forNs, Endpoint process, Runnable end) {
    recoversAfter(forNs, process);
    world.queue().after(forNs, end);
  }

  private void recoversAfter(long forNs, Endpoint process) {
    recoveringUntilNs.merge(process.name(), world.queue().nowNs() + forNs + RECOVERY_NS, Math::max);
  }

  private List<SimulatedProcess> running() {
    return world.processes().stream().filter(p -> !p.isGone() && !p.isFrozen()).toList();
  }

  private Optional<SimulatedProcess> victim() {
    List<SimulatedProcess> able = new ArrayList<>();
    for (SimulatedProcess process : running()) {
      if (spares(process)) {
        able.add(process);
      }
    }
    return able.isEmpty() ? Optional.empty() : Optional.of(world.chance().oneOf(able));
  }

  /** Whether harm to this process leaves somebody well who holds each log. */
  private boolean spares(SimulatedProcess victim) {
    if (!world.swarm().sparing()) {
      return true;
    }
    Optional<PipelineRecord> pipeline = world.coordinators().pipeline();
    return pipeline.isEmpty()
        || pipeline.get().partitions().stream().allMatch(p -> spares(victim, p));
  }

  private boolean spares(SimulatedProcess victim, PartitionRecord partition) {
    StageSpec stage = world.swarm().spec().stage(partition.partition().stage());
    if (partition.finished() || stage.log() == LogKind.FILE || stage.replication() == 0) {
      return true;
    }
    return spares(victim, partition.active())
        && partition.claim().map(Claim::proposal).map(c -> spares(victim, c)).orElse(true);
  }

  private boolean spares(SimulatedProcess victim, Configuration configuration) {
    if (configuration.owner().isEmpty()) {
      return true;
    }
    List<InstanceId> members = new ArrayList<>(configuration.replicas());
    members.add(configuration.owner().get());
    return members.stream().anyMatch(m -> isWell(m, victim));
  }

  private boolean isWell(InstanceId member, SimulatedProcess victim) {
    Optional<Life> life = world.life(member);
    if (life.isEmpty() || life.get().isOver()) {
      return false;
    }
    SimulatedProcess process = life.get().process();
    boolean declaredDead =
        !world.coordinators().pipeline().map(p -> p.isAlive(member)).orElse(false);
    return process != victim
        && !declaredDead
        && !process.isGone()
        && !process.isFrozen()
        && !world.network().isTouched(process)
        && recoveringUntilNs.getOrDefault(process.name(), 0L) < world.queue().nowNs();
  }
}
