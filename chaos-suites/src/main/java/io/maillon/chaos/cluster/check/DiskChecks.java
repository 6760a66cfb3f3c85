package io.maillon.chaos.cluster.check;

import static io.maillon.chaos.cluster.check.CheckNodes.expect;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.linux.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Faults of one node's disk. Owned by the thread of the cluster. */
final class DiskChecks {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration HEALED_WITHIN = Duration.ofSeconds(30);
  private static final int BYTES = 2_000_000;
  private static final int KILOBYTES_PER_SECOND = 1_000;

  /** Of the two seconds that it should take; some is written before the limit counts. */
  private static final long SLOW_MS = 1_000;

  private final CheckNodes nodes;
  private final CheckTrial trial;
  private final Node node;

  DiskChecks(Cluster cluster, CheckNodes nodes, CheckTrial trial) {
    this.nodes = nodes;
    this.trial = trial;
    this.node = cluster.node("b");
  }

  void check(FaultKind kind) throws IOException {
    nodes.number(node, "write before " + BYTES);
    switch (kind) {
      case DISK_FULL -> fill();
      case DISK_SLOW -> slow();
      case DISK_STALL -> stall();
      case DISK_ERROR -> fail();
      case POWER_LOSS -> losePower();
      default -> throw new IllegalArgumentException(kind.toString());
    }
  }

  private void fill() throws IOException {
    Injection fault = fault(FaultKind.DISK_FULL, 0);
    trial.begin(fault);
    String answer = nodes.ask(node, "write more " + BYTES);
    expect(answer.contains("No space left"), "writing to a full disk: " + answer);
    trial.end(fault);
    nodes.number(node, "write more " + BYTES);
  }

  private void slow() throws IOException {
    Injection fault = fault(FaultKind.DISK_SLOW, KILOBYTES_PER_SECOND);
    trial.begin(fault);
    long slowMs = nodes.number(node, "write more " + BYTES);
    expect(slowMs >= SLOW_MS, BYTES + " bytes took " + slowMs + " ms");
    trial.end(fault);
    expect(
        Waiting.until(HEALED_WITHIN, () -> nodes.number(node, "write more " + BYTES) < SLOW_MS),
        "it stays slow");
  }

  private void stall() throws IOException {
    Injection fault = fault(FaultKind.DISK_STALL, 0);
    trial.begin(fault);
    String answer = nodes.attempt(node, SHORT, "write more 1");
    expect(answer.startsWith("failed"), "writing to a stalled disk: " + answer);
    trial.end(fault);
    nodes.number(node, "write more 1");
  }

  private void fail() throws IOException {
    Injection fault = fault(FaultKind.DISK_ERROR, 0);
    trial.begin(fault);
    String answer = nodes.ask(node, "write more 1");
    expect(answer.startsWith("failed"), "writing to a failing disk: " + answer);
    trial.end(fault);
    nodes.startAll();
    expect(nodes.number(node, "size before") == BYTES, "what was synced is lost");
    nodes.number(node, "write more 1");
  }

  private void losePower() throws IOException {
    nodes.number(node, "scribble lost " + BYTES);
    trial.begin(fault(FaultKind.POWER_LOSS, 0));
    expect(!node.isRunning(), "it survived the loss of its power");
    nodes.startAll();
    expect(nodes.number(node, "size before") == BYTES, "what was synced is lost");
    long size = nodes.number(node, "size lost");
    expect(size < BYTES, "what was not synced is still there: " + size + " bytes");
  }

  private Injection fault(FaultKind kind, long amount) {
    return new Injection(kind, List.of(node.name()), amount);
  }
}
