package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells instances what was agreed: all of it when they attach, then what changed. */
final class Pushes {
  private final PipelineRecord record;
  private final ClusterState state;
  private final LeaderPort port;
  private final Map<PartitionId, PartitionEntry> partitions = new TreeMap<>();
  private final Map<InstanceId, InstanceEntry> instances = new TreeMap<>();
  private PipelineState pushedState;

  Pushes(PipelineRecord record, ClusterState state, LeaderPort port) {
    this.record = record;
    this.state = state;
    this.port = port;
    pushedState = record.state();
    changedPartitions();
    changedInstances();
  }

  void pushAll(long connection) {
    port.send(
        connection,
        new Topology(
            state.version(),
            true,
            record.state(),
            record.partitions().stream().map(PartitionRecord::entry).toList(),
            record.instances().stream().map(Pushes::entry).toList()));
  }

  void pushChanges(Collection<Long> connections) {
    List<PartitionEntry> changedPartitions = changedPartitions();
    List<InstanceEntry> changedInstances = changedInstances();
    if (changedPartitions.isEmpty()
        && changedInstances.isEmpty()
        && pushedState == record.state()) {
      return;
    }
    pushedState = record.state();
    Topology delta =
        new Topology(state.version(), false, record.state(), changedPartitions, changedInstances);
    connections.forEach(c -> port.send(c, delta));
  }

  private List<PartitionEntry> changedPartitions() {
    List<PartitionEntry> changed = new ArrayList<>();
    for (PartitionRecord partition : record.partitions()) {
      PartitionEntry entry = partition.entry();
      if (!entry.equals(partitions.put(entry.partition(), entry))) {
        changed.add(entry);
      }
    }
    return changed;
  }

  private List<InstanceEntry> changedInstances() {
    List<InstanceEntry> changed = new ArrayList<>();
    for (InstanceRecord instance : record.instances()) {
      InstanceEntry entry = entry(instance);
      if (!entry.equals(instances.put(entry.instance(), entry))) {
        changed.add(entry);
      }
    }
    return changed;
  }

  private static InstanceEntry entry(InstanceRecord i) {
    return new InstanceEntry(i.id(), i.register().address(), i.register().host(), i.alive());
  }
}
