package io.maillon.recovery.instance;

import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The newest topology that this instance has seen; still in use when no coordinator answers. */
final class Directory {
  private final Map<PartitionId, PartitionEntry> partitions = new TreeMap<>();
  private final Set<InstanceId> alive = new TreeSet<>();
  private PipelineState state = PipelineState.STOPPED;
  private long version = -1;

  /** Takes a topology unless it is older than what is known; returns the entries that it named. */
  List<PartitionEntry> update(Topology topology) {
    if (topology.version() < version) {
      return List.of();
    }
    version = topology.version();
    state = topology.state();
    if (topology.full()) {
      alive.clear();
    }
    for (InstanceEntry instance : topology.instances()) {
      if (instance.alive()) {
        alive.add(instance.instance());
      } else {
        alive.remove(instance.instance());
      }
    }
    List<PartitionEntry> changed = new ArrayList<>();
    for (PartitionEntry entry : topology.partitions()) {
      partitions.put(entry.partition(), entry);
      changed.add(entry);
    }
    return changed;
  }

  PipelineState state() {
    return state;
  }

  Set<InstanceId> alive() {
    return alive;
  }

  Optional<InstanceId> owner(PartitionId partition) {
    return active(partition).owner();
  }

  long epoch(PartitionId partition) {
    return active(partition).epoch();
  }

  /** Whether its stream ended and every output of it was acknowledged. */
  boolean finished(PartitionId partition) {
    PartitionEntry entry = partitions.get(partition);
    return entry != null && entry.finished();
  }

  private Configuration active(PartitionId partition) {
    PartitionEntry entry = partitions.get(partition);
    return entry == null ? Configuration.NONE : entry.active();
  }
}
