package io.maillon.chaos.suite;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.Node;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.protocol.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The faults of a cluster, and those that need to know what runs on it. Owned by the suite's
 * thread.
 */
final class SuiteFaults implements Faults, AutoCloseable {
  private final Cluster cluster;
  private final Deployment deployment;
  private final Control control;
  private final Kills kills;

  SuiteFaults(Cluster cluster, Deployment deployment, Control control) {
    this.cluster = cluster;
    this.deployment = deployment;
    this.control = control;
    kills = new Kills(cluster.faults(), deployment, control);
  }

  @Override
  public Set<FaultKind> kinds() {
    Set<FaultKind> kinds = EnumSet.of(FaultKind.SUSPECT);
    kinds.addAll(cluster.faults().kinds());
    if (kinds.contains(FaultKind.CUT)) {
      kinds.add(FaultKind.ISOLATE);
    }
    if (kinds.contains(FaultKind.KILL)) {
      kinds.add(FaultKind.WIPE);
      kinds.add(FaultKind.DOUBLE_KILL);
      kinds.add(FaultKind.KILL_IN_RECOVERY);
      kinds.add(FaultKind.QUORUM_LOSS);
    }
    if (kinds.contains(FaultKind.TERMINATE)) {
      kinds.add(FaultKind.ROLLING_RESTART);
    }
    return kinds;
  }

  @Override
  public boolean reachesCoordinators() {
    return cluster.faults().reachesCoordinators();
  }

  @Override
  public String begin(Injection fault) throws IOException {
    String one = fault.nodes().get(0);
    return switch (fault.kind()) {
      case SUSPECT -> suspect(one);
      case ISOLATE -> cutOff(one, true);
      case WIPE -> wipe(one);
      case DOUBLE_KILL -> kills.both(fault.nodes());
      case KILL_IN_RECOVERY -> kills.inRecovery(one);
      case QUORUM_LOSS -> kills.majority(fault.nodes());
      case ROLLING_RESTART -> kills.terminate(one);
      default -> cluster.faults().begin(fault);
    };
  }

  @Override
  public String end(Injection fault) throws IOException {
    String one = fault.nodes().get(0);
    return switch (fault.kind()) {
      case ISOLATE -> cutOff(one, false);
      case QUORUM_LOSS -> kills.raise(fault.nodes());
      case ROLLING_RESTART -> kills.back(one);
      default -> cluster.faults().end(fault);
    };
  }

  /** Begins or ends a cut between one node and each other. */
  private String cutOff(String one, boolean begins) throws IOException {
    List<String> evidence = new ArrayList<>();
    for (Node other : cluster.nodes()) {
      if (!other.name().equals(one)) {
        Injection cut = new Injection(FaultKind.CUT, List.of(one, other.name()), 0);
        evidence.add(begins ? cluster.faults().begin(cut) : cluster.faults().end(cut));
      }
    }
    // All must have begun; not between all of them something was under way to be held back.
    boolean none = begins ? evidence.contains("") : evidence.stream().allMatch(String::isEmpty);
    evidence.removeIf(String::isEmpty);
    return none ? "" : String.join("; ", evidence);
  }

  /** The coordinator is made to believe that a healthy instance is dead. */
  private String suspect(String node) {
    Optional<InstanceId> life =
        control.leader().stream()
            .flatMap(document -> document.pipelines().stream())
            .flatMap(status -> status.instances().stream())
            .filter(InstanceStatus::alive)
            .map(i -> InstanceId.parse(i.id()))
            .filter(id -> id.name().equals(node))
            .max(Comparator.naturalOrder());
    String answer = life.map(control::evict).orElse("");
    return answer.isEmpty() ? "" : life.get() + ": " + answer;
  }

  private String wipe(String node) throws IOException {
    String killed = kills.one(node);
    Path storage = deployment.storage(cluster.node(node));
    if (killed.isEmpty() || !Files.exists(storage)) {
      return "";
    }
    try (Stream<Path> files = Files.walk(storage)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return killed + ", its storage is gone";
  }

  @Override
  public void close() {
    control.close();
  }
}
