package io.maillon.chaos.cluster.check;

import static io.maillon.chaos.cluster.check.CheckNodes.expect;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.heap.HeapAgent;
import io.maillon.chaos.cluster.linux.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Faults of one process. Owned by the thread of the cluster. */
final class ProcessChecks {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int SIGKILLED = 137;
  private static final int TERMINATED = 143;
  private static final int CPU_PERCENT = 20;
  private static final int CPU_PERCENT_MAX = 45;
  private static final int MEMORY_MB = 200;
  private static final int STEP_MS = 3_600_000;
  private static final int CLOCKS_APART_MAX_MS = 60_000;

  private final CheckNodes nodes;
  private final CheckTrial trial;
  private final Node node;
  private final Node other;

  ProcessChecks(Cluster cluster, CheckNodes nodes, CheckTrial trial) {
    this.nodes = nodes;
    this.trial = trial;
    this.node = cluster.node("b");
    this.other = cluster.node("a");
  }

  void check(FaultKind kind) throws IOException {
    switch (kind) {
      case KILL -> end(kind, SIGKILLED);
      case TERMINATE -> end(kind, TERMINATED);
      case OUT_OF_MEMORY -> end(kind, HeapAgent.EXIT_STATUS);
      case FREEZE -> freeze();
      case SLOW_CPU -> slow();
      case MEMORY_LIMIT -> limitMemory();
      case CLOCK_STEP -> step();
      default -> throw new IllegalArgumentException(kind.toString());
    }
  }

  private void end(FaultKind kind, int status) throws IOException {
    trial.begin(fault(kind, 0));
    expectEnded(status);
  }

  private void expectEnded(int status) throws IOException {
    expect(Waiting.until(LONG, () -> !node.isRunning()), "it still runs");
    expect(node.exitStatus().equals(Optional.of(status)), "it ended with " + node.exitStatus());
  }

  private void freeze() throws IOException {
    Injection fault = fault(FaultKind.FREEZE, 0);
    trial.begin(fault);
    expect(nodes.attempt(node, SHORT, "echo x").startsWith("failed"), "it answers, frozen");
    expect(node.isRunning(), "a frozen process counts as gone");
    trial.end(fault);
    expect(Waiting.until(LONG, () -> nodes.answers(node)), "it does not answer, thawed");
  }

  private void slow() throws IOException {
    Injection fault = fault(FaultKind.SLOW_CPU, CPU_PERCENT);
    trial.begin(fault);
    long slow = nodes.number(node, "work 800");
    expect(slow <= CPU_PERCENT_MAX, "it got " + slow + " percent of a processor");
    trial.end(fault);
    // Others may keep the machine busy: as much as another node gets, or nearly.
    expect(
        Waiting.until(
            LONG, () -> nodes.number(node, "work 200") * 2 > nodes.number(other, "work 200")),
        "it stays slow");
  }

  private void limitMemory() throws IOException {
    Injection fault = fault(FaultKind.MEMORY_LIMIT, MEMORY_MB);
    trial.begin(fault);
    expect(
        Waiting.until(LONG, () -> nodes.answers(node)),
        "it does not live with " + MEMORY_MB + " MB");
    String answer = nodes.ask(node, "take " + 2 * MEMORY_MB);
    expect(answer.startsWith("failed"), "it took more: " + answer);
    expectEnded(SIGKILLED);
    trial.end(fault);
    nodes.startAll();
    expect(nodes.number(node, "take " + 2 * MEMORY_MB) > MEMORY_MB, "it gets no more afterwards");
  }

  private void step() throws IOException {
    Injection fault = fault(FaultKind.CLOCK_STEP, STEP_MS);
    trial.begin(fault);
    expect(Math.abs(aheadMs() - STEP_MS) < CLOCKS_APART_MAX_MS, "ahead by " + aheadMs() + " ms");
    trial.end(fault);
    expect(Math.abs(aheadMs()) < CLOCKS_APART_MAX_MS, "stays ahead by " + aheadMs() + " ms");
  }

  private long aheadMs() throws IOException {
    return nodes.number(node, "clock") - System.currentTimeMillis();
  }

  private Injection fault(FaultKind kind, long amount) {
    return new Injection(kind, List.of(node.name()), amount);
  }
}
