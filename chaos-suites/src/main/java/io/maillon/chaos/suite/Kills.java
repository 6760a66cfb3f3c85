package io.maillon.chaos.suite;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.linux.Waiting;
import io.maillon.chaos.fault.Takeover;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Ends processes where it matters what else goes on: with others, during a recovery, in order.
 * Owned by the suite's thread. Each answers with evidence, empty = it did not take effect.
 */
final class Kills {
  private static final Duration NO_LEADER_WITHIN = Duration.ofSeconds(3);

  private final Faults faults;
  private final Deployment deployment;
  private final Control control;

  Kills(Faults faults, Deployment deployment, Control control) {
    this.faults = faults;
    this.deployment = deployment;
    this.control = control;
  }

  String one(String node) throws IOException {
    return faults.begin(new Injection(FaultKind.KILL, List.of(node), 0));
  }

  /** At the same instant: neither waits for the end of the other, both are over afterwards. */
  String both(List<String> nodes) throws IOException {
    CompletableFuture<String> second =
        CompletableFuture.supplyAsync(() -> oneOfTwo(nodes.get(1)), Kills::onNewThread);
    String first = one(nodes.get(0));
    String other = second.join(); // Also if the first was none: nobody is struck meanwhile.
    return first.isEmpty() || other.isEmpty() ? "" : first + " and " + other;
  }

  private String oneOfTwo(String node) {
    try {
      return one(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void onNewThread(Runnable kill) {
    new Thread(kill, "chaos-second-kill").start();
  }

  /** Only while a partition is taken over: by that node, or under its lead. */
  String inRecovery(String node) throws IOException {
    Optional<StatusDocument> leader = control.leader();
    Optional<Takeover> now =
        leader.stream().flatMap(document -> takeovers(document, node)).findFirst();
    String killed = now.isEmpty() ? "" : one(node);
    return killed.isEmpty()
        ? ""
        : killed
            + " while "
            + now.get().partition()
            + " recovered from "
            + now.get().cause()
            + ", claimed by "
            + now.get().claim();
  }

  private static Stream<Takeover> takeovers(StatusDocument document, String node) {
    boolean leads = document.leader().equals(node);
    return document.pipelines().stream()
        .map(Takeover::all)
        .flatMap(List::stream)
        .filter(takeover -> leads || takeover.node().equals(node));
  }

  /** They stay down until {@link #raise}: nobody can lead. */
  String majority(List<String> coordinators) throws IOException {
    if (2 * coordinators.size() <= deployment.coordinatorNames().size()) {
      return "";
    }
    coordinators.forEach(deployment::leaveDown);
    String killed = both(coordinators);
    boolean lost = Waiting.until(NO_LEADER_WITHIN, () -> control.leader().isEmpty());
    return killed.isEmpty() || !lost ? "" : killed + ", nobody answers as leader";
  }

  String raise(List<String> coordinators) {
    boolean lost = control.leader().isEmpty();
    coordinators.forEach(deployment::raise);
    return lost ? "still nobody answered as leader" : "";
  }

  /** SIGTERM; the deployment starts it again. */
  String terminate(String node) throws IOException {
    return faults.begin(new Injection(FaultKind.TERMINATE, List.of(node), 0));
  }

  /** How the leader sees a node that was away. */
  String back(String node) {
    return control.leader().map(document -> seen(document, node)).orElse("");
  }

  private String seen(StatusDocument document, String node) {
    int place = deployment.coordinatorNames().indexOf(node);
    if (place >= 0) {
      return node + " has committed " + document.commitIndexes().get(place);
    }
    return document.pipelines().stream()
        .map(PipelineStatus::instances)
        .flatMap(List::stream)
        .filter(life -> life.alive() && life.id().startsWith(node + "#"))
        .map(life -> life.id() + " is " + life.state())
        .reduce("", (older, newer) -> newer);
  }
}
