package io.maillon.chaos.simulation;

import io.maillon.coordinator.leader.LeaderCore;
import io.maillon.coordinator.leader.LeaderPort;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One node of the coordinator: leads at times, launches processes, may be down. */
final class CoordinatorNode implements Endpoint, LeaderPort {
  private record Attached(Connection connection, ControlLink link) {}

  private final World world;
  private final Coordinators coordinators;
  private final int number;
  private final Chance chance;
  private final Map<Long, Attached> attached = new TreeMap<>();
  private final Map<String, SimulatedProcess> launched = new TreeMap<>();
  private final ClusterState follower = new ClusterState();
  private int followed;
  private Optional<LeaderCore> leader = Optional.empty();
  private long term;
  private int applied;
  private boolean gone;
  private boolean ending;
  private boolean staysDown;
  private Optional<Chance> late = Optional.empty();

  CoordinatorNode(World world, Coordinators coordinators, int number) {
    this.world = world;
    this.coordinators = coordinators;
    this.number = number;
    chance = world.chance(name());
  }

  @Override
  public String name() {
    return "c" + number;
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  @Override
  public boolean isFrozen() {
    return false;
  }

  @Override
  public void post(long delayNs, Runnable action) {
    world
        .queue()
        .after(
            delayNs,
            () -> {
              if (!gone && !ending) {
                action.run();
              }
            });
  }

  Address address() {
    return new Address(name(), number + 1);
  }

  boolean leads() {
    return leader.isPresent();
  }

  long term() {
    return term;
  }

  /** Begins to lead with what it had applied by then; the rest of the log follows. */
  void lead(long newTerm, int upTo) {
    term = newTerm;
    while (followed < upTo) {
      follower.apply(coordinators.command(followed++));
    }
    applied = followed;
    ClusterState own = ClusterState.load(follower.dump());
    leader =
        Optional.of(
            new LeaderCore(own, world.swarm().settings(), this, nowNs(), World.wallMs(world)));
    post(0, this::apply);
    post(0, () -> tick(newTerm));
  }

  /** Leads no more; who was attached has to look for another. */
  void stepDown() {
    leader = Optional.empty();
    late = Optional.empty();
    for (Attached one : List.copyOf(attached.values())) {
      one.connection().breakUp(true, chance.between(0, 3 * Chance.MS), 0);
    }
    attached.clear();
  }

  void crash() {
    gone = true;
    leader = Optional.empty();
    late = Optional.empty();
    attached.clear();
    world.network().drop(this);
  }

  void restart() {
    gone = staysDown;
  }

  void stayDown() {
    staysDown = true;
  }

  /** Nothing that it does from here on has an effect; it crashes when this event is over. */
  void endHere(Chance of) {
    ending = true;
    world
        .queue()
        .after(
            0,
            () -> {
              ending = false;
              if (!gone) {
                coordinators.crash(this, of);
              }
            });
  }

  boolean isEnding() {
    return ending || gone;
  }

  /** What it proposes when it is deposed gets into the log all the same, some time later. */
  void goOnLate(Chance of) {
    late = Optional.of(of);
  }

  Optional<Chance> late() {
    return late;
  }

  private boolean stops(FaultPoint point) {
    return world.nemesis().points().stops(this, point);
  }

  /** Applies what the log has and the leader has not seen. */
  void apply() {
    while (leader.isPresent() && applied < coordinators.length()) {
      Command next = coordinators.command(applied++);
      leader.get().onApplied(next, nowNs(), World.wallMs(world));
    }
  }

  void onProposalFailed(long ofTerm, Command command) {
    if (ofTerm == term) {
      leader.ifPresent(l -> l.onProposalFailed(command, nowNs(), World.wallMs(world)));
    }
  }

  void onConnected(Connection connection, ControlLink link) {
    attached.put(connection.number(), new Attached(connection, link));
  }

  void onDisconnected(Connection connection) {
    if (attached.remove(connection.number()) != null) {
      world.trace().line(name() + " lost its connection with " + connection.end(0).name());
      leader.ifPresent(l -> l.onDisconnected(connection.number(), nowNs(), World.wallMs(world)));
    }
  }

  void onMessage(Connection connection, ControlMessage message) {
    if (world.trace().isFull()) {
      world.trace().line(connection.end(0).name() + " -> " + name() + " " + message);
    }
    if (leader.isPresent()) {
      leader.get().onMessage(connection.number(), message, nowNs(), World.wallMs(world));
      leader.get().onIdle(nowNs(), World.wallMs(world));
    } else {
      send(connection.number(), new NotLeader(coordinators.leader().map(CoordinatorNode::address)));
    }
  }

  boolean onOperator(ControlMessage message) {
    leader.ifPresent(l -> l.onMessage(Operator.CONNECTION, message, nowNs(), World.wallMs(world)));
    return leader.isPresent();
  }

  void onExited(String instance, int pid, int exitCode) {
    leader.ifPresent(
        l ->
            l.onProcessExited(
                world.swarm().spec().name(),
                instance,
                pid,
                exitCode,
                nowNs(),
                World.wallMs(world)));
  }

  @Override
  public void propose(Command command) {
    if (ending) {
      return;
    }
    if (world.trace().isFull()) {
      world.trace().line(name() + " proposes " + command);
    }
    coordinators.propose(this, term, command);
    stops(FaultPoint.PROPOSED);
  }

  @Override
  public void send(long connection, ControlMessage message) {
    if (connection == Operator.CONNECTION && !ending) {
      world.operator().receive(message);
      return;
    }
    Attached to = attached.get(connection);
    boolean tells = message instanceof Topology || message instanceof Assign;
    if (to != null && !ending && !(tells && stops(FaultPoint.TELLING))) {
      to.connection().send(1, () -> to.link().receive(to.connection(), message));
    }
  }

  @Override
  public void launch(String pipeline, String name) {
    if (ending) {
      return;
    }
    world.probes().hit("process launched");
    long tookNs = chance.between(200, 1_200) * Chance.MS;
    if (stops(FaultPoint.LAUNCHING)) {
      world.queue().after(tookNs, () -> world.start(name, Optional.empty()));
      return;
    }
    post(
        tookNs,
        () -> {
          boolean recorded = !stops(FaultPoint.LAUNCHED);
          SimulatedProcess process =
              world.start(name, recorded ? Optional.of(this) : Optional.empty());
          if (recorded) {
            launched.put(name, process);
          }
        });
  }

  @Override
  public void terminate(String pipeline, String name) {
    SimulatedProcess process = launched.get(name);
    if (process != null && !ending) {
      world.probes().hit("process terminated");
      post(chance.between(Chance.MS, 20 * Chance.MS), () -> process.end(143));
    }
  }

  @Override
  public void probe(String pipeline, InstanceId instance, Address address) {
    SimulatedProcess process = world.process(address.port());
    boolean cut = world.network().isCutEitherWay(this, process);
    long delayNs = cut ? Chance.SECOND : chance.between(Chance.MS / 5, 3 * Chance.MS);
    long ofTerm = term;
    post(
        delayNs,
        () -> {
          world.trace().line(name() + " probed " + instance);
          if (ofTerm == term) {
            leader.ifPresent(
                l ->
                    l.onProbed(
                        pipeline,
                        instance,
                        process.isGone() && !cut,
                        nowNs(),
                        World.wallMs(world)));
          }
        });
  }

  private void tick(long ofTerm) {
    if (leader.isPresent() && ofTerm == term) {
      world.trace().mark(4, number);
      leader.get().onTick(nowNs(), World.wallMs(world));
      post(25 * Chance.MS + chance.between(0, world.swarm().tardyMaxNs()), () -> tick(ofTerm));
    }
  }

  private long nowNs() {
    return world.queue().nowNs() + number * 77L * Chance.SECOND;
  }
}
