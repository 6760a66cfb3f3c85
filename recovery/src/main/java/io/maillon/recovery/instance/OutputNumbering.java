package io.maillon.recovery.instance;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.recovery.log.OutputQueue;
import io.maillon.recovery.log.PartitionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives outputs their offsets: all targets of a partition share one count. */
final class OutputNumbering {
  private final Map<PartitionId, Long> lastOf = new TreeMap<>();
  private long last;

  OutputNumbering(PartitionLog log) {
    last = log.lastOffset();
    for (OutputQueue channel : log.image().channels()) {
      lastOf.put(channel.target(), channel.lastOffset());
    }
  }

  List<OutputBatch> number(List<WorkResult.Draft> drafts) {
    List<OutputBatch> batches = new ArrayList<>();
    for (WorkResult.Draft draft : drafts) {
      batches.add(next(draft.target(), draft.count(), false, draft.records()));
    }
    return batches;
  }

  /** The end-of-stream marker of every channel. */
  List<OutputBatch> ends(List<PartitionId> targets) {
    return targets.stream().map(t -> next(t, 1, true, Bytes.EMPTY)).toList();
  }

  private OutputBatch next(PartitionId target, int count, boolean end, Bytes records) {
    long previous = lastOf.getOrDefault(target, 0L);
    OutputBatch batch = new OutputBatch(target, previous, last + 1, count, end, records);
    last = batch.lastOffset();
    lastOf.put(target, last);
    return batch;
  }
}
