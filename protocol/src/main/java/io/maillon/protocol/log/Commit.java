package io.maillon.protocol.log;

import io.maillon.protocol.Position;
import java.util.List;

/**
 * The result of one batch of inputs, taken whole or not at all: what was consumed, what came out,
 * what changed.
 *
 * <p>{@code (epoch, index)} names a commit for good: one owner speaks in an epoch, and it never
 * makes two commits of one index. Two logs that hold the same pair are equal up to it.
 *
 * @param epoch in which its owner spoke when it made the commit
 * @param index place in the partition log, from 1, without gaps
 * @param positions upstream partitions consumed by this commit, only those that moved
 * @param outputs in offset order
 * @param changes of the state, each key once
 * @param finished whether the partition ended its stream with this commit
 */
public record Commit(
    long epoch,
    long index,
    List<Position> positions,
    List<OutputBatch> outputs,
    List<StateChange> changes,
    boolean finished) {
  public Commit {
    positions = List.copyOf(positions);
    outputs = List.copyOf(outputs);
    changes = List.copyOf(changes);
  }

  /** What the commit counts for in the log's memory bound. */
  public long sizeBytes() {
    long size = OVERHEAD_BYTES + 32L * positions.size();
    for (OutputBatch output : outputs) {
      size += output.sizeBytes();
    }
    for (StateChange change : changes) {
      size += change.sizeBytes();
    }
    return size;
  }

  private static final int OVERHEAD_BYTES = 64;
}
