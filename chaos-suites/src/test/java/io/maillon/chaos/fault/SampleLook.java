package io.maillon.chaos.fault;

import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.RecoveryStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Three coordinators, of which c1 leads, three instances, one partition.
 *
 * @param members its owner and its replicas
 * @param states of members that are not ALIVE
 * @param committed by the coordinators
 * @param claim on the partition, because an instance died
 */
public record SampleLook(
    List<String> members, Map<String, String> states, List<Long> committed, String claim) {
  static final List<String> COORDINATORS = List.of("c1", "c2", "c3");
  static final List<String> INSTANCES = List.of("w1", "w2", "w3");

  /** All is well. */
  public static SampleLook of(String... members) {
    return new SampleLook(List.of(members), Map.of(), List.of(1L, 1L, 1L), "");
  }

  static Look at(long atMs, String... members) {
    return of(members).at(atMs);
  }

  SampleLook state(String instance, String state) {
    Map<String, String> all = new TreeMap<>(states);
    all.put(instance, state);
    return new SampleLook(members, all, committed, claim);
  }

  public SampleLook committed(long first, long second, long third) {
    return new SampleLook(members, states, List.of(first, second, third), claim);
  }

  /** Such as {@code w2#1 epoch 5}. */
  public SampleLook claim(String by) {
    return new SampleLook(members, states, committed, by);
  }

  Look at(long atMs) {
    return new Look(COORDINATORS, INSTANCES, Optional.of(document()), atMs, "p");
  }

  public StatusDocument document() {
    PartitionStatus partition =
        new PartitionStatus(
            new PartitionId("ledger", 0),
            4,
            Optional.of(members.get(0)),
            members.subList(1, members.size()),
            claim.isEmpty() ? "ACTIVE" : "RECOVERING",
            claim,
            4,
            List.of(),
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
            members.stream().map(this::instance).toList(),
            List.of(partition),
            0,
            claim.isEmpty() ? List.of() : List.of(recovery()),
            List.of());
    return new StatusDocument(true, "c1", committed, List.of(pipeline), "");
  }

  private InstanceStatus instance(String id) {
    return new InstanceStatus(id, 1, "h", "h:1", states.getOrDefault(id, "ALIVE"), "", 0, 0);
  }

  private static RecoveryStatus recovery() {
    return new RecoveryStatus("ledger/0", 4, 5, "crash of w9#1", 1, 0, 0, 0, -1, -1, -1, 0);
  }
}
