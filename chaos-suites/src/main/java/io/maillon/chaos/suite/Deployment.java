package io.maillon.chaos.suite;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Node;
import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program on the nodes of a cluster: coordinators and instances, each started again a while
 * after it ended, as a platform does. Owned by one thread; times in milliseconds.
 */
final class Deployment {
  private static final int RAFT = 0;
  private static final int CONTROL = 1;
  private static final int DATA = 0;

  /** Exit status of an instance whose work is done. */
  private static final int DONE = 0;

  private static final long RESTART_MIN_MS = 200;
  private static final long RESTART_MAX_MS = 1_500;
  private static final int STARTS_MAX = 10_000;

  private final SuiteOptions options;
  private final String pipeline;
  private final List<Node> coordinators;
  private final List<Node> instances;
  private final Map<String, Long> restartMs = new TreeMap<>();
  private final Set<String> left = new TreeSet<>();
  private int starts;

  Deployment(SuiteOptions options, String pipeline, Cluster cluster) {
    this.options = options;
    this.pipeline = pipeline;
    coordinators = cluster.nodes().subList(0, options.coordinators());
    instances = cluster.nodes().subList(options.coordinators(), cluster.nodes().size());
  }

  /** Names of the nodes that a deployment needs, coordinators first. */
  static List<String> nodes(SuiteOptions options) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= options.coordinators(); i++) {
      names.add("c" + i);
    }
    for (int i = 1; i <= options.instances(); i++) {
      names.add("w" + i);
    }
    return names;
  }

  List<String> coordinatorNames() {
    return coordinators.stream().map(Node::name).toList();
  }

  List<String> instanceNames() {
    return instances.stream().map(Node::name).toList();
  }

  /** Control addresses, as the suite reaches them. */
  List<Address> addresses() {
    return coordinators.stream().map(node -> node.reach(CONTROL)).toList();
  }

  /** Nodes on which nothing runs. */
  Set<String> down() {
    return Stream.concat(coordinators.stream(), instances.stream())
        .filter(node -> !node.isRunning())
        .map(Node::name)
        .collect(Collectors.toSet());
  }

  void startCoordinators() throws IOException {
    for (Node node : coordinators) {
      start(node);
    }
  }

  void startInstances() throws IOException {
    for (Node node : instances) {
      start(node);
    }
  }

  /** From now on that node is not started again when its process has ended. */
  void leaveDown(String node) {
    left.add(node);
  }

  /** The end of {@link #leaveDown}. */
  void raise(String node) {
    left.remove(node);
  }

  /** Starts again what has ended for long enough, but for instances whose work is done. */
  void keepUp(long nowMs) throws IOException {
    for (Node node : coordinators) {
      keepUp(node, nowMs);
    }
    for (Node node : instances) {
      if (node.exitStatus().filter(status -> status == DONE).isEmpty()) {
        keepUp(node, nowMs);
      }
    }
  }

  private void keepUp(Node node, long nowMs) throws IOException {
    if (node.isRunning()) {
      restartMs.remove(node.name());
      return;
    }
    if (left.contains(node.name())) {
      return;
    }
    // Different each time, and the same for the same seed and history of starts.
    long spread = RESTART_MAX_MS - RESTART_MIN_MS;
    long pauseMs = RESTART_MIN_MS + Math.floorMod((options.seed() + starts) * 0x9E3779B9L, spread);
    long dueMs = restartMs.computeIfAbsent(node.name(), n -> nowMs + pauseMs);
    if (dueMs <= nowMs) {
      restartMs.remove(node.name());
      start(node);
    }
  }

  private void start(Node node) throws IOException {
    if (++starts > STARTS_MAX) {
      throw new IOException("node " + node.name() + " ends again and again, see " + node.log());
    }
    List<String> arguments = new ArrayList<>();
    if (coordinators.contains(node)) {
      coordinator(node, arguments);
      node.start(options.coordinatorJvm(), arguments);
    } else {
      instance(node, arguments);
      node.start(options.instanceJvm(), arguments);
    }
  }

  /** Where a coordinator keeps what it must not forget. */
  Path storage(Node coordinator) {
    return coordinator.directory().resolve("raft");
  }

  private void coordinator(Node node, List<String> arguments) {
    String peers =
        coordinators.stream()
            .map(n -> new CoordinatorPeer(n.name(), n.host(), n.port(RAFT), n.port(CONTROL)))
            .map(CoordinatorPeer::toString)
            .collect(Collectors.joining(","));
    arguments.addAll(List.of("coordinator", "--id", node.name(), "--peers", peers));
    arguments.addAll(List.of("--storage", storage(node).toString()));
    arguments.addAll(List.of("--bind", node.host()));
  }

  private void instance(Node node, List<String> arguments) {
    String addresses =
        coordinators.stream()
            .map(n -> new Address(n.host(), n.port(CONTROL)).toString())
            .collect(Collectors.joining(","));
    arguments.addAll(List.of("instance", "--coordinators", addresses, "--pipeline", pipeline));
    arguments.addAll(List.of("--name", node.name(), "--machine", node.name()));
    arguments.addAll(List.of("--bind", node.host(), "--port", Integer.toString(node.port(DATA))));
    arguments.addAll(List.of("--log-dir", node.directory().resolve("logs").toString()));
    node.via().ifPresent(proxy -> arguments.addAll(List.of("--via", proxy.toString())));
    arguments.addAll(options.instanceArguments());
  }
}
