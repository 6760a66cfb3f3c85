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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
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
  private final Map<Fault, Deque<Strike>> waiting = new EnumMap<>(Fault.class);
  private final List<FiredFault> fired = new ArrayList<>();
  private boolean atWork;
  private long losses;
  private long healedNs = Long.MAX_VALUE / 2;

  Nemesis(World world) {
    this.world = world;
  }

  void begin() {
    atWork = true;
    next(1);
    world.queue().after(Swarm.FAULTS_END_NS, this::heal);
  }

  /** A fault that waits for its occasion, which is now. Who takes it says what came of it. */
  Optional<Strike> take(Fault fault) {
    Deque<Strike> due = waiting.get(fault);
    return due == null ? Optional.empty() : Optional.ofNullable(due.poll());
  }

  /** Puts on record that a fault did harm. */
  void fired(Strike strike, String what) {
    FiredFault fault =
        new FiredFault(strike.number(), strike.fault().name(), world.queue().elapsedNs(), what);
    fired.add(fault);
    world.trace().transition("fault " + fault.number() + " " + fault.fault() + " " + what);
  }

  List<FiredFault> fired() {
    return fired;
  }

  long healedNs() {
    return healedNs;
  }

  /** An operator starts again those that nobody else does. */
  void onEnded(SimulatedProcess process) {
    if (process.instance().startsWith("x")) {
      long pauseNs = process.chance().between(100, 2_500) * Chance.MS;
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
          .operate(
              new Resume(world.chance("resume " + loss).number(), world.swarm().spec().name()));
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
    waiting.clear();
    healedNs = world.queue().elapsedNs();
    world.trace().transition("everything heals");
    world.network().healAll();
    for (SimulatedProcess process : List.copyOf(world.processes())) {
      if (process.isFrozen()) {
        process.thaw();
      }
    }
  }

  /** When a fault happens and what it does is the same whichever of the others are left out. */
  private void next(int number) {
    if (world.swarm().faults().isEmpty()) {
      return;
    }
    Chance chance = world.chance("fault " + number);
    long restNs = chance.between(30 * Chance.MS, world.swarm().restMaxNs());
    Fault fault = chance.oneOf(List.copyOf(world.swarm().faults()));
    world
        .queue()
        .after(
            restNs,
            () -> {
              if (atWork) {
                if (world.reduction().keeps(number)) {
                  strike(new Strike(number, fault, chance));
                }
                next(number + 1);
              }
            });
  }

  private void strike(Strike strike) {
    switch (strike.fault()) {
      case CRASH -> victim(strike).ifPresent(p -> crash(p, strike));
      case PAUSE -> victim(strike).ifPresent(p -> pause(p, strike));
      case CUT_ONE_WAY -> cutPeers(true, strike);
      case CUT_TWO_WAYS -> cutPeers(false, strike);
      case CUT_FROM_COORDINATOR -> victim(strike).ifPresent(p -> cutFromCoordinator(p, strike));
      case CONNECTION_LOSS -> loseConnection(strike);
      case SLOW_NODE -> victim(strike).ifPresent(p -> slow(p, strike));
      case LEADER_CHANGE -> world.coordinators().leader().ifPresent(l -> depose(l, strike));
      case COORDINATOR_CRASH -> crashCoordinator(strike);
      case PROPOSAL_FAILURE, COMMAND_REPLAY ->
          waiting.computeIfAbsent(strike.fault(), f -> new ArrayDeque<>()).add(strike);
    }
  }

  private void crash(SimulatedProcess process, Strike strike) {
    fired(strike, process.name());
    process.end(137);
  }

  private void depose(CoordinatorNode leader, Strike strike) {
    world.probes().hit("leader deposed");
    fired(strike, leader.name());
    world.coordinators().depose(strike.chance());
  }

  private void crashCoordinator(Strike strike) {
    List<CoordinatorNode> up =
        world.coordinators().nodes().stream().filter(n -> !n.isGone()).toList();
    if (up.size() > 2 || (!up.isEmpty() && strike.chance().percent(20))) {
      world.probes().hit("coordinator crashed");
      CoordinatorNode node = strike.chance().oneOf(up, CoordinatorNode::name);
      fired(strike, node.name());
      world.coordinators().crash(node, strike.chance());
    }
  }

  private void pause(SimulatedProcess process, Strike strike) {
    Chance chance = strike.chance();
    long forNs = chance.between(50, chance.percent(40) ? 5_000 : 600) * Chance.MS;
    world.probes().hit("process frozen");
    fired(strike, process.name() + forMs(forNs));
    process.freeze();
    after(forNs, process, process::thaw);
  }

  private static String forMs(long forNs) {
    return " for " + forNs / Chance.MS + " ms";
  }

  private void cutPeers(boolean oneWay, Strike strike) {
    List<SimulatedProcess> running = running();
    if (running.size() < 2) {
      return;
    }
    SimulatedProcess one = strike.chance().oneOf(running, SimulatedProcess::instance);
    SimulatedProcess other = strike.chance().oneOf(running, SimulatedProcess::instance);
    if (one == other || !spares(one) || (!spares(other) && world.swarm().sparing())) {
      return;
    }
    long forNs = strike.chance().between(50, 4_000) * Chance.MS;
    boolean turned = strike.chance().percent(50);
    fired(strike, one.name() + way(oneWay, turned) + other.name() + forMs(forNs));
    cut(one, other, oneWay, turned, forNs, strike.chance());
  }

  private static String way(boolean oneWay, boolean turned) {
    return oneWay ? turned ? " from " : " to " : " and ";
  }

  private void cutFromCoordinator(SimulatedProcess process, Strike strike) {
    long forNs = strike.chance().between(50, 4_000) * Chance.MS;
    boolean oneWay = strike.chance().percent(50);
    fired(strike, process.name() + (oneWay ? " one way" : "") + forMs(forNs));
    for (CoordinatorNode node : world.coordinators().nodes()) {
      cut(process, node, oneWay, strike.chance().percent(50), forNs, strike.chance());
    }
  }

  private void cut(
      Endpoint one, Endpoint other, boolean oneWay, boolean turned, long forNs, Chance chance) {
    world.probes().hit(oneWay ? "cut one way" : "cut both ways");
    Endpoint from = turned ? other : one;
    Endpoint to = turned ? one : other;
    world.network().cut(from, to, chance);
    if (!oneWay) {
      world.network().cut(to, from, chance);
    }
    Runnable joined =
        () -> {
          world.network().heal(from, to);
          world.network().heal(to, from);
        };
    after(forNs, one, joined);
    recoversAfter(forNs, other);
  }

  private void slow(SimulatedProcess process, Strike strike) {
    long extraNs = strike.chance().between(20, 700) * Chance.MS;
    long forNs = strike.chance().between(500, 4_000) * Chance.MS;
    world.probes().hit("slow node");
    fired(strike, process.name() + " by up to " + extraNs / Chance.MS + " ms" + forMs(forNs));
    world.network().slowDown(process, extraNs);
    after(forNs, process, () -> world.network().speedUp(process));
  }

  private void loseConnection(Strike strike) {
    List<Connection> all = world.network().connections();
    if (all.isEmpty()) {
      return;
    }
    Connection chosen = strike.chance().oneOf(all, Nemesis::parties);
    boolean control = chosen.end(1) instanceof CoordinatorNode;
    if (control && !spares((SimulatedProcess) chosen.end(0))) {
      return;
    }
    world.probes().hit(control ? "control connection lost" : "peer connection lost");
    fired(strike, chosen.end(0).name() + " and " + chosen.end(1).name());
    if (control) {
      recoversAfter(0, chosen.end(0));
    }
    chosen.breakUp(
        strike.chance().percent(70),
        strike.chance().between(0, 300) * Chance.MS,
        strike.chance().between(0, 300) * Chance.MS);
  }

  /** The same in every run, unlike the numbers of processes. */
  private static String parties(Connection connection) {
    return party(connection.end(0)) + " " + party(connection.end(1));
  }

  private static String party(Endpoint end) {
    return end instanceof SimulatedProcess process ? process.instance() : end.name();
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

  private Optional<SimulatedProcess> victim(Strike strike) {
    List<SimulatedProcess> able = new ArrayList<>();
    for (SimulatedProcess process : running()) {
      if (spares(process)) {
        able.add(process);
      }
    }
    return able.isEmpty()
        ? Optional.empty()
        : Optional.of(strike.chance().oneOf(able, SimulatedProcess::instance));
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
