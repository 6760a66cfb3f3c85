package io.maillon.recovery.log;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.OutputBatch;

/**
 * The in-flight log of one channel: committed outputs for one target that it has not acknowledged.
 *
 * <p>Invariants: batches are in offset order; none ends at or below {@link #ackedOffset()}; {@code
 * ackedOffset <= lastOffset}.
 */
public final class OutputQueue {
  private final PartitionId target;
  private final Ring<OutputBatch> batches = new Ring<>();
  private long lastOffset;
  private long ackedOffset;
  private long bytes;

  OutputQueue(ChannelMark mark) {
    target = mark.target();
    lastOffset = mark.lastOffset();
    ackedOffset = mark.ackedOffset();
  }

  public PartitionId target() {
    return target;
  }

  /** Newest output made for the target and folded in; 0 = none. */
  public long lastOffset() {
    return lastOffset;
  }

  public long ackedOffset() {
    return ackedOffset;
  }

  /** In flight, in bytes. */
  public long bytes() {
    return bytes;
  }

  public int size() {
    return batches.size();
  }

  public OutputBatch get(int place) {
    return batches.get(place);
  }

  /** How far the target has come. */
  public ChannelMark mark() {
    return new ChannelMark(target, lastOffset, ackedOffset);
  }

  void add(OutputBatch batch) {
    lastOffset = Math.max(lastOffset, batch.lastOffset());
    if (batch.lastOffset() > ackedOffset) {
      batches.addLast(batch);
      bytes += batch.sizeBytes();
    }
  }

  /** Drops what ends at or below the offset; returns how many batches were dropped. */
  int acknowledge(long offset) {
    ackedOffset = Math.max(ackedOffset, Math.min(offset, lastOffset));
    int dropped = 0;
    while (!batches.isEmpty() && batches.first().lastOffset() <= ackedOffset) {
      bytes -= batches.removeFirst().sizeBytes();
      dropped++;
    }
    return dropped;
  }
}
