package io.maillon.chaos.cluster.processes;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.heap.HeapAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Signals to processes, and what their proxies let pass. */
final class ProcessFaults implements Faults {
  private static final long NS_PER_MS = 1_000_000;

  private static final Set<FaultKind> EVERYWHERE =
      Collections.unmodifiableSet(
          EnumSet.of(
              FaultKind.KILL,
              FaultKind.TERMINATE,
              FaultKind.FREEZE,
              FaultKind.CUT_ONE_WAY,
              FaultKind.CUT,
              FaultKind.RESET,
              FaultKind.DELAY,
              FaultKind.JITTER,
              FaultKind.BANDWIDTH,
              FaultKind.SLOW_CPU));

  private final ProcessCluster cluster;
  private final Proxies proxies;
  private final Map<String, Brake> brakes = new HashMap<>();
  private final Set<FaultKind> kinds = EnumSet.copyOf(EVERYWHERE);
  private final Path agent;

  /**
   * @param agent jar of {@link HeapAgent}
   */
  ProcessFaults(ProcessCluster cluster, Proxies proxies, Path agent) {
    this.cluster = cluster;
    this.proxies = proxies;
    this.agent = agent;
    if (HeapAgent.isAvailable()) {
      kinds.add(FaultKind.OUT_OF_MEMORY);
    }
  }

  @Override
  public Set<FaultKind> kinds() {
    return Collections.unmodifiableSet(kinds);
  }

  /** Ratis gives gRPC a proxy detector of its own, which finds none, so Raft goes past ours. */
  @Override
  public boolean reachesCoordinators() {
    return false;
  }

  @Override
  public String begin(Injection fault) throws IOException {
    if (!kinds.contains(fault.kind())) {
      throw refused(fault);
    }
    String one = fault.nodes().get(0);
    return switch (fault.kind()) {
      case KILL -> cluster.process(one).kill();
      case TERMINATE -> cluster.process(one).terminate();
      case OUT_OF_MEMORY -> cluster.process(one).exhaust(agent);
      case FREEZE -> cluster.process(one).suspend();
      case SLOW_CPU -> slow(one, (int) fault.amount());
      case CUT_ONE_WAY -> cut(one, fault.nodes().get(1), Direction::cut);
      case CUT -> cutBoth(one, fault.nodes().get(1), Direction::cut);
      case RESET -> reset(one, fault.nodes().get(1));
      case DELAY, JITTER, BANDWIDTH -> slowDown(fault);
      default -> throw refused(fault);
    };
  }

  @Override
  public String end(Injection fault) throws IOException {
    String one = fault.nodes().get(0);
    return switch (fault.kind()) {
      case KILL, TERMINATE, OUT_OF_MEMORY, RESET -> "";
      case FREEZE -> cluster.process(one).resume();
      case SLOW_CPU -> release(one);
      case CUT_ONE_WAY -> join(one, fault.nodes().get(1), false);
      case CUT -> join(one, fault.nodes().get(1), true);
      case DELAY, JITTER, BANDWIDTH -> slowNoMore(fault);
      default -> throw refused(fault);
    };
  }

  private IllegalArgumentException refused(Injection fault) {
    return new IllegalArgumentException(
        "fault " + fault + ": expected one of " + kinds + " on this back-end");
  }

  private String cut(String from, String to, Consumer<Direction> change) {
    proxies.change(from, to, change);
    return state(from, to);
  }

  private String state(String from, String to) {
    return "rule in force for " + proxies.count(from, to) + " connections and new ones";
  }

  private String cutBoth(String one, String other, Consumer<Direction> change) {
    proxies.change(other, one, change);
    return cut(one, other, change);
  }

  private String join(String one, String other, boolean both) {
    long bytes = proxies.heldBytes(one, other) + (both ? proxies.heldBytes(other, one) : 0);
    int dials = proxies.heldDials(one, other);
    var unused = both ? cutBoth(one, other, Direction::join) : cut(one, other, Direction::join);
    return bytes + dials == 0
        ? ""
        : bytes + " bytes and " + dials + " new connections were held back";
  }

  /** Where nothing is connected there is nothing to be slowed down. */
  private String slowDown(Injection fault) {
    String from = fault.nodes().get(0);
    String to = fault.nodes().get(1);
    proxies.change(from, to, slowness(fault.kind(), fault.amount()));
    return proxies.count(from, to) == 0 ? "" : state(from, to);
  }

  private String slowNoMore(Injection fault) {
    String from = fault.nodes().get(0);
    String to = fault.nodes().get(1);
    boolean isLimit = fault.kind() == FaultKind.BANDWIDTH;
    proxies.change(from, to, slowness(fault.kind(), isLimit ? 0 : -fault.amount()));
    return "rule lifted for " + proxies.count(from, to) + " connections and new ones";
  }

  /** What changes on the way from one node to another, by milliseconds or to KB/s. */
  private static Consumer<Direction> slowness(FaultKind kind, long amount) {
    return switch (kind) {
      case DELAY -> direction -> direction.delay(amount * NS_PER_MS);
      case JITTER -> direction -> direction.jitter(amount * NS_PER_MS);
      default -> direction -> direction.limit(amount << 10);
    };
  }

  private String reset(String one, String other) {
    int connections = proxies.reset(one, other);
    return connections == 0 ? "" : connections + " connections reset";
  }

  private String slow(String node, int percent) {
    Brake brake = brakes.computeIfAbsent(node, n -> new Brake(cluster.process(n), percent));
    return brake.hasStopped() ? "stopped, to be so " + (100 - percent) + " % of the time" : "";
  }

  private String release(String node) {
    Brake brake = brakes.remove(node);
    return brake == null ? "" : "stopped " + brake.release() + " times";
  }

  void close() {
    brakes.values().forEach(Brake::release);
    brakes.clear();
  }
}
