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

/** Faults between two nodes. Owned by the thread of the cluster. */
final class LinkChecks {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final int DELAY_MS = 300;
  private static final int JITTER_MS = 400;
  private static final int JITTERED_DIALS = 16;
  private static final int PACKETS = 200;
  private static final int SOME_PACKETS = 30;
  private static final int KILOBYTES_PER_SECOND = 100;
  private static final int BULK_BYTES = 150_000;

  private final CheckNodes nodes;
  private final CheckTrial trial;
  private final Node a;
  private final Node b;
  private final Node c;

  LinkChecks(Cluster cluster, CheckNodes nodes, CheckTrial trial) {
    this.nodes = nodes;
    this.trial = trial;
    this.a = cluster.node("a");
    this.b = cluster.node("b");
    this.c = cluster.node("c");
  }

  void check(FaultKind kind) throws IOException {
    expectHealed(); // of what came before
    switch (kind) {
      case CUT_ONE_WAY, CUT -> cut(fault(kind, 0));
      case RESET -> reset();
      case DELAY -> delay();
      case JITTER -> jitter();
      case LOSS -> lose();
      case BANDWIDTH -> limit();
      default -> throw new IllegalArgumentException(kind.toString());
    }
  }

  private void cut(Injection fault) throws IOException {
    open();
    trial.begin(fault);
    expectCut();
    if (fault.kind() == FaultKind.CUT) {
      expect(nodes.dial(b, a, 1).startsWith("failed"), "b reaches a");
    }
    expectReached(a, c);
    expectReached(c, b);
    trial.end(fault);
    expectHealed();
  }

  private void expectCut() throws IOException {
    expect(nodes.ask(a, "use").startsWith("failed"), "the connection that stood still works");
    expect(nodes.dial(a, b, 1).startsWith("failed"), "a reaches b");
  }

  private void expectHealed() throws IOException {
    expectReached(a, b);
    expectReached(b, a);
  }

  /** In the end: on a busy machine an attempt may well run out of its time. */
  private void expectReached(Node from, Node to) throws IOException {
    expect(
        Waiting.until(WITHIN, () -> nodes.dial(from, to, 1).startsWith("ok")),
        from + " does not reach " + to);
  }

  private void expectFaster(Node to, int bytes, long limitMs, String otherwise) throws IOException {
    expect(Waiting.until(WITHIN, () -> nodes.dialMs(a, to, bytes) < limitMs), otherwise);
  }

  /** The connection from a to b that stands. */
  private void open() throws IOException {
    expect(
        Waiting.until(WITHIN, () -> nodes.open(a, b).startsWith("ok")),
        "no connection to begin with");
  }

  void checkOverlap() throws IOException {
    open();
    Injection cut = fault(FaultKind.CUT, 0);
    trial.begin(cut);
    trial.begin(cut);
    expectCut();
    trial.end(cut);
    expectCut();
    trial.end(cut);
    expectHealed();
  }

  private void reset() throws IOException {
    open();
    trial.begin(fault(FaultKind.RESET, 0));
    expect(nodes.ask(a, "use").startsWith("failed"), "the connection that stood still works");
    expectReached(a, b);
  }

  private void delay() throws IOException {
    Injection fault = fault(FaultKind.DELAY, DELAY_MS);
    open();
    trial.begin(fault);
    long lateMs = nodes.dialMs(a, b, 1);
    expect(lateMs >= DELAY_MS, "it took " + lateMs + " ms");
    expect(nodes.dialMs(a, c, 1) < DELAY_MS, "others are late too");
    trial.end(fault);
    expect(Waiting.until(WITHIN, () -> nodes.dialMs(a, b, 1) < DELAY_MS), "it stays late");
  }

  /** By chance all dials differ by less than a quarter of it with 16 × 2 to the -30. */
  private void jitter() throws IOException {
    Injection fault = fault(FaultKind.JITTER, JITTER_MS);
    open();
    trial.begin(fault);
    long leastMs = Long.MAX_VALUE;
    long greatestMs = 0;
    for (int i = 0; i < JITTERED_DIALS; i++) {
      long ms = nodes.dialMs(a, b, 1);
      leastMs = Math.min(leastMs, ms);
      greatestMs = Math.max(greatestMs, ms);
    }
    expect(
        greatestMs - leastMs > JITTER_MS / 4,
        "dials took from " + leastMs + " to " + greatestMs + " ms");
    trial.end(fault);
    expectFaster(b, 1, JITTER_MS / 4, "it stays late");
  }

  /** Of many datagrams some arrive and some don't: all or none has a chance of 2 to the -90. */
  private void lose() throws IOException {
    Injection fault = fault(FaultKind.LOSS, 50);
    trial.begin(fault);
    long arrived = burst();
    expect(
        arrived > SOME_PACKETS && arrived < PACKETS - SOME_PACKETS,
        arrived + " of " + PACKETS + " packets arrived");
    trial.end(fault);
    expect(Waiting.until(WITHIN, () -> burst() == PACKETS), "packets still get lost");
  }

  private long burst() throws IOException {
    long before = nodes.number(b, "received");
    nodes.number(a, "burst " + b.host() + " " + b.port(0) + " " + PACKETS);
    Waiting.until(Duration.ofMillis(200), () -> nodes.number(b, "received") - before == PACKETS);
    return nodes.number(b, "received") - before;
  }

  private void limit() throws IOException {
    Injection fault = fault(FaultKind.BANDWIDTH, KILOBYTES_PER_SECOND);
    long fastestMs = 1000L * BULK_BYTES / KILOBYTES_PER_SECOND / 1000 * 6 / 10;
    open();
    trial.begin(fault);
    long slowMs = nodes.dialMs(a, b, BULK_BYTES);
    expect(slowMs >= fastestMs, BULK_BYTES + " bytes took " + slowMs + " ms");
    expectFaster(c, BULK_BYTES, fastestMs, "others are slow too");
    trial.end(fault);
    expectFaster(b, BULK_BYTES, fastestMs, "it stays slow");
  }

  private Injection fault(FaultKind kind, long amount) {
    return new Injection(kind, List.of(a.name(), b.name()), amount);
  }
}
