package io.maillon.chaos.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does harm for a while, then heals what has to be well for the pipeline to come to its end. A
 * sparing one leaves of every configuration a member that is well, see {@link Sparing}.
 */
final class Nemesis {
  private final World world;
  private final Sparing sparing;
  private final NetworkFaults network;
  private final ProcessFaults processes;
  private final LeaderFaults leaders;
  private final FaultPoints points;
  private final Remains remains;
  private final Map<Fault, Deque<Strike>> waiting = new EnumMap<>(Fault.class);
  private final List<FiredFault> fired = new ArrayList<>();
  private boolean atWork;
  private long healedNs = Long.MAX_VALUE / 2;

  Nemesis(World world) {
    this.world = world;
    sparing = new Sparing(world);
    network = new NetworkFaults(world, sparing);
    processes = new ProcessFaults(world, sparing);
    leaders = new LeaderFaults(world, sparing);
    points = new FaultPoints(world, sparing);
    remains = new Remains(world, sparing);
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

  FaultPoints points() {
    return points;
  }

  /** Puts on record that a fault did harm. */
  void fired(Strike strike, String what) {
    FiredFault fault =
        new FiredFault(strike.number(), strike.fault().name(), world.queue().elapsedNs(), what);
    fired.add(fault);
    world.probes().hit("fault " + strike.fault());
    world.trace().transition("fault " + fault.number() + " " + fault.fault() + " " + what);
  }

  List<FiredFault> fired() {
    return fired;
  }

  long healedNs() {
    return healedNs;
  }

  /** The time in which all has to be done begins now. */
  void healed() {
    healedNs = world.queue().elapsedNs();
  }

  /** An operator starts again those that nobody else does. */
  void onEnded(SimulatedProcess process) {
    if (process.instance().startsWith(World.HIRED) && !remains.contains(process.instance())) {
      long pauseNs = process.chance().between(100, 2_500) * Chance.MS;
      world.queue().after(pauseNs, () -> world.start(process.instance(), Optional.empty()));
    }
  }

  /** Some of what is broken stays so, as long as the rest is enough. */
  private void heal() {
    if (atWork) {
      remains.choose();
      healAll();
    }
  }

  void healAll() {
    if (!atWork) {
      return;
    }
    atWork = false;
    waiting.clear();
    points.clear();
    healed();
    world.trace().transition("everything heals but " + remains);
    world.network().healAll();
    for (SimulatedProcess process : List.copyOf(world.processes())) {
      if (process.isFrozen() && !remains.contains(process.instance())) {
        process.thaw();
      }
    }
    remains.stay();
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
      case CRASH -> victim(strike).ifPresent(p -> processes.crash(p, strike));
      case PAUSE -> victim(strike).ifPresent(p -> processes.pause(p, strike));
      case POWER_LOSS -> processes.losePower(strike);
      case FALSE_SUSPICION -> victim(strike).ifPresent(p -> processes.suspect(p, strike));
      case CUT_ONE_WAY -> network.cutPeers(true, strike);
      case CUT_TWO_WAYS -> network.cutPeers(false, strike);
      case CUT_FROM_COORDINATOR ->
          victim(strike).ifPresent(p -> network.cutFromCoordinator(p, strike));
      case CONNECTION_LOSS -> network.loseConnection(strike);
      case SLOW_NODE -> victim(strike).ifPresent(p -> network.slow(p, strike));
      case LEADER_CHANGE -> leaders.change(strike);
      case COORDINATOR_CRASH -> leaders.crashCoordinator(strike);
      case RACING_LEADERS -> victim(strike).ifPresent(p -> leaders.race(p, strike));
      case AT_POINT -> points.arm(strike);
      case PROPOSAL_FAILURE, COMMAND_REPLAY, DISK_FULL ->
          waiting.computeIfAbsent(strike.fault(), f -> new ArrayDeque<>()).add(strike);
    }
  }

  private Optional<SimulatedProcess> victim(Strike strike) {
    List<SimulatedProcess> able = world.running().stream().filter(sparing::spares).toList();
    return able.isEmpty()
        ? Optional.empty()
        : Optional.of(strike.chance().oneOf(able, SimulatedProcess::instance));
  }

  static String forMs(long forNs) {
    return " for " + forNs / Chance.MS + " ms";
  }
}
