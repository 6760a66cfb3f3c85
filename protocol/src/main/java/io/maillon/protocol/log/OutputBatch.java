package io.maillon.protocol.log;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;

/**
 * Consecutive outputs of one partition for one target, the unit in which outputs are logged, sent
 * and kept until acknowledged. Their offsets are {@code firstOffset}, {@code firstOffset + 1}, … so
 * no record carries its own.
 *
 * @param target partition that consumes them
 * @param previousOffset last offset sent to the same target before this batch, 0 = none: how a
 *     receiver sees a gap
 * @param firstOffset of the first record; offsets start at 1 and count all outputs of the partition
 * @param count records in the batch, at least 1
 * @param end whether this is the end-of-stream marker (then one record without content)
 * @param records encoded one after the other, see {@link RecordFormat}
 */
public record OutputBatch(
    PartitionId target,
    long previousOffset,
    long firstOffset,
    int count,
    boolean end,
    Bytes records) {
  public OutputBatch {
    if (count < 1 || firstOffset <= previousOffset || previousOffset < 0) {
      throw new IllegalArgumentException(
          "batch for "
              + target
              + " previous "
              + previousOffset
              + " first "
              + firstOffset
              + " count "
              + count
              + ": expected at least one record after the previous offset");
    }
  }

  public long lastOffset() {
    return firstOffset + count - 1;
  }

  /** What the batch counts for in credit and in the in-flight log. */
  public int sizeBytes() {
    return records.length() + OVERHEAD_BYTES;
  }

  /** Charged for each batch on top of its records, so that empty records are not free. */
  public static final int OVERHEAD_BYTES = 64;
}
