package io.maillon.chaos.simulation;

import io.maillon.protocol.PartitionId;
import io.maillon.recovery.instance.Restored;

/** What the code of a partition is told when a simulated process takes it up. */
public final class Office {
  private static final int BURST_MAX = 4;

  private final PartitionId partition;
  private final Restored restored;
  private final SimulatedProcess process;
  private final int records;

  /**
   * @param records of each source partition
   */
  Office(PartitionId partition, Restored restored, SimulatedProcess process, int records) {
    this.partition = partition;
    this.restored = restored;
    this.process = process;
    this.records = records;
  }

  public PartitionId partition() {
    return partition;
  }

  public Restored restored() {
    return restored;
  }

  /** Wall clock of the process; those of others differ. */
  public long nowMs() {
    return process.nowMs();
  }

  /** So many records come from each source partition, or fewer if it has no more. */
  public int records() {
    return records;
  }

  /** Draws how many records a source has when it is polled; may be none. */
  public int burst() {
    return process.chance().between(0, BURST_MAX);
  }

  /** The stream of the process. */
  Chance chance() {
    return process.chance();
  }
}
