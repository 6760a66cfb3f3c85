package io.maillon.chaos.simulation;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.Map;
import java.util.TreeMap;

/** The ghosts of all partitions. */
final class History {
  private final Map<PartitionId, PartitionHistory> partitions = new TreeMap<>();

  History(PipelineSpec spec) {
    spec.partitions().forEach(p -> partitions.put(p, new PartitionHistory(p)));
  }

  PartitionHistory of(PartitionId partition) {
    return partitions.get(partition);
  }
}
