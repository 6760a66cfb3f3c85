package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PartitionProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What owners tell of their partitions. Owned by {@link PipelineLead}. */
final class Reports {
  /** At most about 100 bytes each. */
  private static final int POSITIONS_PER_COMMAND = 4_000;

  /** Whether a partition moves. */
  enum Movement {
    MOVES,
    /** It stood still so long that its owner was suspected, and moves again. */
    MOVES_AGAIN,
    STANDS_STILL
  }

  /** When a partition was last seen to move; each office is judged for itself. */
  private record Seen(long epoch, long committedIndex, long atNs) {}

  private final PipelineRecord record;
  private final LeaderSettings settings;
  private final Times times;
  private final Map<PartitionId, PartitionProgress> newest = new TreeMap<>();
  private final Map<PartitionId, Seen> movements = new TreeMap<>();

  Reports(PipelineRecord record, LeaderSettings settings, Times times) {
    this.record = record;
    this.settings = settings;
    this.times = times;
  }

  /** Takes the word of owners only. */
  Movement note(InstanceId from, PartitionProgress p) {
    PartitionRecord partition = record.partition(p.partition()).orElse(null);
    if (partition == null || !partition.active().isOwner(from)) {
      return Movement.MOVES;
    }
    newest.put(p.partition(), p);
    Seen last = movements.get(p.partition());
    if (last != null && last.epoch() != p.epoch()) {
      last = null;
    }
    boolean overdue = last != null && times.nowNs() - last.atNs() > settings.noProgressNs();
    boolean idle = p.waitingBytes() == 0 || !p.waitsFor().equals("its function");
    if (idle || last == null || last.committedIndex() != p.committedIndex()) {
      movements.put(p.partition(), new Seen(p.epoch(), p.committedIndex(), times.nowNs()));
      return overdue ? Movement.MOVES_AGAIN : Movement.MOVES;
    }
    return overdue ? Movement.STANDS_STILL : Movement.MOVES;
  }

  Optional<PartitionProgress> of(PartitionId partition) {
    return Optional.ofNullable(newest.get(partition));
  }

  /** What was last heard of a partition: heartbeats tell more than what was agreed. */
  Action.Stable lastKnown(PartitionRecord partition) {
    return of(partition.partition())
        .filter(heard -> heard.epoch() >= partition.stable().epoch())
        .map(Reports::stable)
        .orElse(partition.stable());
  }

  /** What was heard since the last agreement, in parts that fit in a command each. */
  List<List<Action.Stable>> notAgreedYet() {
    List<List<Action.Stable>> parts = new ArrayList<>();
    int positions = POSITIONS_PER_COMMAND;
    for (PartitionProgress p : newest.values()) {
      Action.Stable now = stable(p);
      if (!record.partition(p.partition()).orElseThrow().stable().equals(now)) {
        positions += 1 + now.positions().size();
        if (positions > POSITIONS_PER_COMMAND) {
          positions = 1 + now.positions().size();
          parts.add(new ArrayList<>());
        }
        parts.get(parts.size() - 1).add(now);
      }
    }
    return parts;
  }

  private static Action.Stable stable(PartitionProgress p) {
    return new Action.Stable(
        p.partition(),
        p.epoch(),
        p.committedIndex(),
        p.lastOffset(),
        p.ackedOffset(),
        p.replayed(),
        p.positions());
  }
}
