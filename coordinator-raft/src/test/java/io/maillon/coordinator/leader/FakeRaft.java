package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.ControlMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A leader on a log that the test applies; notes what it wants done. */
final class FakeRaft implements LeaderPort {
  record Sent(long connection, ControlMessage message) {}

  final Deque<Command> proposed = new ArrayDeque<>();
  final List<Sent> sent = new ArrayList<>();
  final List<String> launched = new ArrayList<>();
  final List<String> terminated = new ArrayList<>();
  final List<InstanceId> probed = new ArrayList<>();
  ClusterState state = new ClusterState();
  LeaderCore leader;
  long nowNs = 1_000_000_000L;

  void lead(LeaderSettings settings) {
    leader = new LeaderCore(state, settings, this, nowNs, nowMs());
  }

  /** Applies all that is proposed; fails when that never ends. */
  void run() {
    for (int i = 0; !proposed.isEmpty(); i++) {
      if (i > 1_000) {
        throw new AssertionError("proposes without end: " + proposed.peek());
      }
      leader.onApplied(proposed.poll(), nowNs, nowMs());
    }
  }

  void tell(long connection, ControlMessage message) {
    leader.onMessage(connection, message, nowNs, nowMs());
    run();
  }

  /** Ticks every 25 ms. */
  void pass(long ms) {
    for (long i = 0; i < ms; i += 25) {
      nowNs += 25_000_000L;
      leader.onTick(nowNs, nowMs());
      run();
    }
  }

  /** Messages of one type to a connection since the last call for that type. */
  <M extends ControlMessage> List<M> take(long connection, Class<M> type) {
    Predicate<Sent> wanted = s -> s.connection() == connection && type.isInstance(s.message());
    List<M> found = sent.stream().filter(wanted).map(s -> type.cast(s.message())).toList();
    sent.removeIf(wanted);
    return found;
  }

  long nowMs() {
    return nowNs / 1_000_000;
  }

  @Override
  public void propose(Command command) {
    proposed.add(command);
  }

  @Override
  public void send(long connection, ControlMessage message) {
    sent.add(new Sent(connection, message));
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
