package io.maillon.coordinator.leader;

import static io.maillon.coordinator.state.Samples.READ;
import static io.maillon.coordinator.state.Samples.WRITE;
import static io.maillon.coordinator.state.Samples.id;
import static io.maillon.coordinator.state.Samples.ids;
import static io.maillon.coordinator.state.Samples.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.coordinator.state.Samples;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.OpenSession;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.RequestId;
import io.maillon.protocol.control.SessionOpened;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A leader, a log that applies at once when asked to, and instances that beat while they are in
 * {@link #beating}. Connection numbers are the sessions.
 */
final class Stage implements LeaderPort {
  static final long OPERATOR = 1_000;
  private static final long TICK_NS = 10_000_000;

  final Deque<Command> proposed = new ArrayDeque<>();
  final List<Action> applied = new ArrayList<>();
  final Map<Long, List<ControlMessage>> sent = new TreeMap<>();
  final List<InstanceId> probed = new ArrayList<>();
  final List<String> launched = new ArrayList<>();
  final List<String> terminated = new ArrayList<>();
  final Map<Long, InstanceId> beating = new TreeMap<>();

  /** What every node agrees on; the leader has a copy of its own. */
  ClusterState agreed = new ClusterState();

  LeaderCore core;
  private long session;
  private final LeaderSettings settings;
  private long nowNs = 1_000_000_000_000L;

  Stage(boolean launches) {
    settings = LeaderSettings.defaults(launches);
    elect();
  }

  /** Another node leads from now on: nothing but what is agreed is left. */
  void elect() {
    proposed.clear();
    beating.clear();
    sent.clear();
    core = new LeaderCore(ClusterState.load(agreed.dump()), settings, this, nowNs, nowMs());
    settle();
  }

  void applyPipeline(PipelineSpec spec) {
    say(OPERATOR, new Apply(request(1), spec));
  }

  /** Of the operator's session, which is opened when it is first needed. */
  RequestId request(long number) {
    if (session == 0) {
      say(OPERATOR, new OpenSession(0xABCDEF));
      session = last(OPERATOR, SessionOpened.class).orElseThrow().session();
    }
    return new RequestId(session, number);
  }

  /** Both partitions run: read on a with its replica on b, write on b with its replica on a. */
  void running(int replication, LogKind log) {
    applyPipeline(Samples.spec(replication, log));
    join("a", 1);
    join("b", 2);
    installAll();
    assertEquals(id("a#1"), partition(READ).active().owner().orElseThrow());
    assertEquals(ids("b#1"), partition(READ).active().replicas());
    assertEquals(id("b#1"), partition(WRITE).active().owner().orElseThrow());
    join("c", 3);
    run(500);
  }

  /** Joins under this name; the connection and the session have this number. */
  InstanceId join(String name, long connection) {
    core.onMessage(connection, register(name, connection), nowNs, nowMs());
    settle();
    InstanceId id = last(connection, Registered.class).orElseThrow().instance();
    beating.put(connection, id);
    return id;
  }

  void attach(InstanceId id, long session, long connection) {
    say(connection, new Attach("p", id, session));
    beating.put(connection, id);
  }

  void say(long connection, ControlMessage message) {
    core.onMessage(connection, message, nowNs, nowMs());
    settle();
  }

  /** Every claim that was assigned to who is connected is installed and activated. */
  void installAll() {
    for (Map.Entry<Long, InstanceId> one : new TreeMap<>(beating).entrySet()) {
      for (Assign assign : all(one.getKey(), Assign.class)) {
        say(
            one.getKey(),
            new Activate(one.getValue(), assign.partition(), assign.claim().epoch(), 1));
      }
    }
  }

  /** Its process is gone: the connection closes and its host refuses. */
  void kill(InstanceId id, long connection) {
    beating.remove(connection);
    core.onDisconnected(connection, nowNs, nowMs());
    settle();
    core.onProbed("p", id, true, nowNs, nowMs());
    settle();
  }

  long connection(InstanceId id) {
    return beating.entrySet().stream()
        .filter(e -> e.getValue().equals(id))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  void run(long ms) {
    for (long i = 0; i < ms; i += 10) {
      nowNs += TICK_NS;
      if (i % 50 == 0) {
        for (Map.Entry<Long, InstanceId> one : new TreeMap<>(beating).entrySet()) {
          core.onMessage(one.getKey(), beat(one.getValue()), nowNs, nowMs());
        }
      }
      core.onTick(nowNs, nowMs());
      settle();
    }
  }

  private static Heartbeat beat(InstanceId id) {
    return new Heartbeat(id, 1, List.of(), List.of(), 0, 0);
  }

  /** Lets the log apply what was proposed, and what follows from it. */
  void settle() {
    core.onIdle(nowNs, nowMs());
    for (int i = 0; !proposed.isEmpty(); i++) {
      assertTrue(i < 100, () -> "proposes for ever: " + proposed);
      Command command = proposed.removeFirst();
      agreed.apply(command);
      applied.add(command.action());
      core.onApplied(command, nowNs, nowMs());
    }
  }

  /** What was proposed comes to nothing. */
  void failProposals() {
    for (Command command = proposed.poll(); command != null; command = proposed.poll()) {
      core.onProposalFailed(command, nowNs, nowMs());
    }
  }

  PipelineRecord pipeline() {
    return agreed.pipeline("p").orElseThrow();
  }

  PartitionRecord partition(PartitionId id) {
    return pipeline().partition(id).orElseThrow();
  }

  long nowNs() {
    return nowNs;
  }

  long nowMs() {
    return nowNs / 1_000_000;
  }

  /** Of everything that was agreed so far. */
  <A extends Action> List<A> applied(Class<A> type) {
    return applied.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <M extends ControlMessage> List<M> all(long connection, Class<M> type) {
    return sent.getOrDefault(connection, List.of()).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  <M extends ControlMessage> Optional<M> last(long connection, Class<M> type) {
    List<M> all = all(connection, type);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  @Override
  public void propose(Command command) {
    proposed.add(command);
  }

  @Override
  public void send(long connection, ControlMessage message) {
    sent.computeIfAbsent(connection, c -> new ArrayList<>()).add(message);
  }

  @Override
  public void launch(String pipeline, String name) {
    launched.add(name);
  }

  @Override
  public void terminate(String pipeline, String name) {
    terminated.add(name);
  }

  @Override
  public void probe(String pipeline, InstanceId instance, Address address) {
    probed.add(instance);
  }
}
