package io.maillon.recovery.instance;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.Position;
import io.maillon.protocol.log.Commit;
import io.maillon.recovery.log.PartitionLog;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Acknowledgements of a partition whose log dies with its process: an input may be dropped upstream
 * only when everything that came of it was acknowledged in turn, so that the record always lives
 * somewhere.
 */
final class HeldAcknowledgements {
  private record Held(long lastOffset, List<Position> positions) {}

  private final Deque<Held> held = new ArrayDeque<>();

  void hold(PartitionLog log, Commit commit) {
    long last =
        commit.outputs().isEmpty()
            ? log.lastOffset()
            : commit.outputs().get(commit.outputs().size() - 1).lastOffset();
    held.addLast(new Held(last, commit.positions()));
  }

  /** Positions whose outputs are all acknowledged, as of the offset up to which all are. */
  Collection<Position> release(long ackedOffset) {
    Map<PartitionId, Position> released = new TreeMap<>();
    while (!held.isEmpty() && held.getFirst().lastOffset() <= ackedOffset) {
      held.removeFirst().positions().forEach(p -> released.put(p.upstream(), p));
    }
    return released.values();
  }
}
