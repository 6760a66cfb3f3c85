package io.maillon.chaos.simulation;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.recovery.instance.Input;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks that a function is given each committed offset once, in order (invariant 4). */
final class InputOrder {
  private final World world;
  private final PartitionId partition;
  private final Map<PartitionId, Long> last = new TreeMap<>();

  InputOrder(World world, PartitionId partition, List<Position> positions) {
    this.world = world;
    this.partition = partition;
    positions.forEach(p -> last.put(p.upstream(), p.offset()));
  }

  /** The first so many records of the input, after those to be skipped, are consumed. */
  void onGiven(Input input, int taken) {
    PartitionId upstream = input.from();
    OutputBatch batch = world.history().of(upstream).output(partition, input.firstOffset());
    if (batch == null || !batch.records().equals(input.records())) {
      throw new Violation(
          2,
          partition
              + " is given "
              + upstream
              + " offset "
              + input.firstOffset()
              + ": expected a committed output");
    }
    long before = last.getOrDefault(upstream, 0L);
    long first = input.firstOffset() + input.skip();
    boolean follows = input.skip() > 0 ? before == first - 1 : batch.previousOffset() == before;
    if (taken > 0 && (before >= first || !(follows || mayGap(upstream)))) {
      throw new Violation(
          4,
          partition
              + " consumes "
              + upstream
              + " offset "
              + first
              + " after "
              + before
              + ", the batch follows on "
              + batch.previousOffset());
    }
    if (taken > 0) {
      last.put(upstream, first + taken - 1);
    }
  }

  /** Where a log died with its owner, offsets begin anew. */
  private boolean mayGap(PartitionId upstream) {
    return world.truths().lossAccepted()
        || world.swarm().spec().stage(upstream.stage()).isVolatile()
        || world.swarm().spec().stage(partition.stage()).isVolatile();
  }
}
