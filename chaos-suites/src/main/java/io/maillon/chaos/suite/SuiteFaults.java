package io.maillon.chaos.suite;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.Node;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.protocol.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How an answer begins when the life was not over already. */
  private static final String EVICTED = "1 of 1";

  private final Cluster cluster;
  private final Deployment deployment;
  private final Watch watch;
  private final String pipeline;
  private final CoordinatorClient client;

  SuiteFaults(Cluster cluster, Deployment deployment, Watch watch, String pipeline) {
    this.cluster = cluster;
    this.deployment = deployment;
    this.watch = watch;
    this.pipeline = pipeline;
    client = CoordinatorClient.of(deployment.addresses(), PATIENCE);
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
    }
    return kinds;
  }

  @Override
  public String begin(Injection fault) throws IOException {
    return switch (fault.kind()) {
      case SUSPECT -> suspect(fault.nodes().get(0));
      case ISOLATE -> cutOff(fault.nodes().get(0), true);
      case WIPE -> wipe(fault.nodes().get(0));
      default -> cluster.faults().begin(fault);
    };
  }

  @Override
  public String end(Injection fault) throws IOException {
    return fault.kind() == FaultKind.ISOLATE
        ? cutOff(fault.nodes().get(0), false)
        : cluster.faults().end(fault);
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
    return evidence.contains("") ? "" : String.join("; ", evidence);
  }

  /** The coordinator is made to believe that a healthy instance is dead. */
  private String suspect(String node) {
    Optional<InstanceId> life =
        watch.last().status().stream()
            .flatMap(s -> s.instances().stream())
            .filter(InstanceStatus::alive)
            .map(i -> InstanceId.parse(i.id()))
            .filter(id -> id.name().equals(node))
            .max(Comparator.naturalOrder());
    try {
      String answer = life.isEmpty() ? "" : client.evict(pipeline, life.get(), false);
      return answer.startsWith(EVICTED) ? life.get() + ": " + answer : "";
    } catch (CoordinatorException e) {
      return ""; // Nobody leads, or the outcome is not known.
    }
  }

  private String wipe(String node) throws IOException {
    String killed = cluster.faults().begin(new Injection(FaultKind.KILL, List.of(node), 0));
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
    client.close();
  }
}
