package io.maillon.link.internal.shell;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The functions that one life of an instance runs. Owner: the link thread. A partition that comes
 * back in a later epoch gets a new function; the former one closes before.
 */
final class Functions {
  private final PipelineSpec spec;
  private final FunctionThreads threads;
  private final FunctionOpener opener;
  private final FunctionEvents events;
  private final SortedMap<PartitionId, FunctionSlot> slots = new TreeMap<>();

  Functions(
      PipelineSpec spec, FunctionThreads threads, FunctionOpener opener, FunctionEvents events) {
    this.spec = spec;
    this.threads = threads;
    this.opener = opener;
    this.events = events;
  }

  void open(PartitionId partition, Restored restored) {
    FunctionSlot slot = new FunctionSlot(partition, restored.epoch(), threads, events);
    closeSlot(slots.put(partition, slot), partition);
    lane(partition).submit(() -> slot.open(opener, restored));
  }

  void run(PartitionId partition, long epoch, Work work) {
    FunctionSlot slot = slot(partition, epoch);
    lane(partition).submit(() -> slot.run(work));
  }

  void conclude(PartitionId partition, long epoch) {
    FunctionSlot slot = slot(partition, epoch);
    lane(partition).submit(slot::conclude);
  }

  void close(PartitionId partition, long epoch) {
    FunctionSlot slot = slots.get(partition);
    if (slot != null && slot.epoch() == epoch) {
      closeSlot(slots.remove(partition), partition);
    }
  }

  void closeAll() {
    slots.forEach((partition, slot) -> closeSlot(slot, partition));
    slots.clear();
  }

  private void closeSlot(FunctionSlot slot, PartitionId partition) {
    if (slot != null) {
      slot.revoke();
      lane(partition).submit(slot::close);
    }
  }

  private FunctionSlot slot(PartitionId partition, long epoch) {
    FunctionSlot slot = slots.get(partition);
    if (slot == null || slot.epoch() != epoch) {
      throw new IllegalStateException(
          "partition " + partition + " epoch " + epoch + ": work before its function was opened");
    }
    return slot;
  }

  private PartitionLane lane(PartitionId partition) {
    return threads.lane(partition, spec.linksTo(partition.stage()).isEmpty());
  }
}
