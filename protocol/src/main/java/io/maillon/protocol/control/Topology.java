package io.maillon.protocol.control;

import java.util.List;

/**
 * Pushed by the leader: who owns what. A full one replaces all that was known; otherwise only the
 * entries named have changed.
 *
 * @param version of the committed state it was made from; an older one than the newest seen is
 *     ignored
 * @param full whether it names everything
 * @param state of the pipeline
 * @param partitions changed
 * @param instances changed
 */
public record Topology(
    long version,
    boolean full,
    PipelineState state,
    List<PartitionEntry> partitions,
    List<InstanceEntry> instances)
    implements ControlMessage {
  public Topology {
    partitions = List.copyOf(partitions);
    instances = List.copyOf(instances);
  }
}
