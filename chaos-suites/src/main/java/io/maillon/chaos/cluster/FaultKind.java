package io.maillon.chaos.cluster;

import java.util.Locale;

/**
 * What can be done to nodes. Those that last are begun and ended; the others have no end.
 *
 * <p>The amount of a fault is in the unit that its kind names.
 */
public enum FaultKind {
  /** SIGKILL to the process of a node. */
  KILL(1, "", false),
  /** SIGTERM to the process of a node, which ends in order. */
  TERMINATE(1, "", false),
  /** SIGSTOP, and SIGCONT at its end: a zombie afterwards. A frozen container where there are. */
  FREEZE(1, "", true),
  /** Nothing passes from the first node to the second one, connections that stand included. */
  CUT_ONE_WAY(2, "", true),
  /** Nothing passes between two nodes. */
  CUT(2, "", true),
  /** Connections between two nodes are reset; new ones may be made. */
  RESET(2, "", false),
  /** What the first node sends to the second arrives that much later. */
  DELAY(2, "ms", true),
  /** What the first node sends arrives late by up to that much, each time by another time. */
  JITTER(2, "ms", true),
  /** Packets from the first node to the second get lost. */
  LOSS(2, "percent", true),
  /** The first node sends no faster than that to the second. */
  BANDWIDTH(2, "KB/s", true),
  /** The process gets that share of one processor. */
  SLOW_CPU(1, "percent", true),
  /** The disk of the node is full. */
  DISK_FULL(1, "", true),
  /** Writes of the node are no faster than that. */
  DISK_SLOW(1, "KB/s", true),
  /** The disk of the node stands still. */
  DISK_STALL(1, "", true),
  /** Reads and writes of the node fail. */
  DISK_ERROR(1, "", true),
  /** The process dies and what its disk had not synced is gone. */
  POWER_LOSS(1, "", false),
  /** The wall clock of the process is that much ahead. */
  CLOCK_STEP(1, "ms", true),
  /** The process gets no more memory than that, and is killed when it takes more. */
  MEMORY_LIMIT(1, "MB", true),
  /** The heap of the process is filled from within: its JVM meets an OutOfMemoryError. */
  OUT_OF_MEMORY(1, "", false),
  /** Nothing passes between the node and any other. */
  ISOLATE(1, "", true),
  /** The coordinators take a healthy instance for dead. */
  SUSPECT(1, "", false),
  /** The process dies and all that it stored is gone. */
  WIPE(1, "", false),
  /** SIGKILL to two nodes at the same instant. */
  DOUBLE_KILL(2, "", false),
  /** SIGKILL to who takes over a partition, or to the leader meanwhile. */
  KILL_IN_RECOVERY(1, "", false),
  /** The leader and another of three coordinators are killed and stay down: nobody can lead. */
  QUORUM_LOSS(2, "", true),
  /** One node after the other is ended in order; each lasts until it is well again. */
  ROLLING_RESTART(1, "", true);

  private final int parties;
  private final String unit;
  private final boolean lasts;

  FaultKind(int parties, String unit, boolean lasts) {
    this.parties = parties;
    this.unit = unit;
    this.lasts = lasts;
  }

  /** How many nodes it needs. */
  public int parties() {
    return parties;
  }

  /** Unit of its amount, empty = it has none. */
  public String unit() {
    return unit;
  }

  /** Whether it has an end. */
  public boolean lasts() {
    return lasts;
  }

  /** Whether it is done to the disk of the node, or works only while that is well. */
  public boolean needsDisk() {
    return switch (this) {
      case DISK_FULL, DISK_SLOW, DISK_STALL, DISK_ERROR, POWER_LOSS, WIPE -> true;
      default -> false;
    };
  }

  /** Whether the suite does it with what a cluster can do, so that no cluster offers it. */
  public boolean isOfSuite() {
    return switch (this) {
      case ISOLATE, SUSPECT, WIPE, DOUBLE_KILL, KILL_IN_RECOVERY, QUORUM_LOSS, ROLLING_RESTART ->
          true;
      default -> false;
    };
  }

  /** As in histories and reports: {@code cut-one-way}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
