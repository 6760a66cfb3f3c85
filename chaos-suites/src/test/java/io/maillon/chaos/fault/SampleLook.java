package io.maillon.chaos.fault;

import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import java.util.List;
import java.util.Optional;

/** Three coordinators, of which c1 leads, three instances, one partition. */
final class SampleLook {
  static final List<String> COORDINATORS = List.of("c1", "c2", "c3");
  static final List<String> INSTANCES = List.of("w1", "w2", "w3");

  private SampleLook() {}

  /** The partition is owned by the first of the members, and the others hold copies. */
  static Look at(long atMs, String... members) {
    List<String> all = List.of(members);
    PartitionStatus partition =
        new PartitionStatus(
            new PartitionId("ledger", 0),
            4,
            Optional.of(all.get(0)),
            all.subList(1, all.size()),
            "ACTIVE",
            "",
            List.of(),
            0,
            0,
            0,
            0,
            "");
    PipelineStatus pipeline =
        new PipelineStatus(
            "p",
            PipelineState.RUNNING,
            "",
            all.stream().map(m -> new InstanceStatus(m, 1, "h", "h:1", "ALIVE")).toList(),
            List.of(partition),
            0,
            List.of(),
            List.of());
    StatusDocument document =
        new StatusDocument(true, "c1", List.of(1L, 1L, 1L), List.of(pipeline), "");
    return new Look(COORDINATORS, INSTANCES, Optional.of(document), atMs, "p");
  }
}
