package io.maillon.chaos.cluster.check;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tries faults on a cluster that runs {@link CheckProgram}: each has to be felt by the program, to
 * leave evidence and to heal. Owned by the thread of the cluster.
 */
public final class BackendCheck {
  /** Names of the nodes that the cluster needs. */
  public static final List<String> NODES = List.of("a", "b", "c");

  private final Cluster cluster;
  private final CheckNodes nodes;

  /** What was seen of one kind. */
  public record Outcome(String begun, String ended, long beginMs, long endMs) {}

  public BackendCheck(Cluster cluster) {
    this.cluster = cluster;
    this.nodes = new CheckNodes(cluster);
  }

  /** Starts the program on all nodes. */
  public void start() throws IOException {
    nodes.startAll();
  }

  /**
   * Tries one kind.
   *
   * @throws IOException with what is wrong
   */
  public Outcome check(FaultKind kind) throws IOException {
    nodes.startAll();
    CheckTrial trial = new CheckTrial(cluster.faults());
    switch (kind) {
      case KILL, TERMINATE, FREEZE, SLOW_CPU, MEMORY_LIMIT, OUT_OF_MEMORY, CLOCK_STEP ->
          new ProcessChecks(cluster, nodes, trial).check(kind);
      case CUT_ONE_WAY, CUT, RESET, DELAY, JITTER, LOSS, BANDWIDTH ->
          new LinkChecks(cluster, nodes, trial).check(kind);
      case DISK_FULL, DISK_SLOW, DISK_STALL, DISK_ERROR, POWER_LOSS ->
          new DiskChecks(cluster, nodes, trial).check(kind);
      case ISOLATE, SUSPECT, WIPE, DOUBLE_KILL, KILL_IN_RECOVERY, QUORUM_LOSS, ROLLING_RESTART ->
          throw new IllegalArgumentException("fault " + kind + ": no cluster does it by itself");
    }
    nodes.startAll();
    return new Outcome(
        trial.begun(),
        trial.ended(),
        TimeUnit.NANOSECONDS.toMillis(trial.beginNs()),
        TimeUnit.NANOSECONDS.toMillis(trial.endNs()));
  }

  /** Two cuts of the same nodes: the end of one leaves the other. */
  public void checkOverlap() throws IOException {
    nodes.startAll();
    new LinkChecks(cluster, nodes, new CheckTrial(cluster.faults())).checkOverlap();
  }

  /**
   * What a back-end can do whose nodes have networks and disks of their own.
   *
   * @param complete on a machine that has all that it needs; else on every one that has it
   */
  public static Set<FaultKind> kindsOfHosts(boolean complete) {
    return complete
        ? EnumSet.range(FaultKind.KILL, FaultKind.OUT_OF_MEMORY)
        : EnumSet.of(
            FaultKind.KILL,
            FaultKind.TERMINATE,
            FaultKind.OUT_OF_MEMORY,
            FaultKind.FREEZE,
            FaultKind.CUT_ONE_WAY,
            FaultKind.CUT,
            FaultKind.RESET,
            FaultKind.LOSS);
  }
}
