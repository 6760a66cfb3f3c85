package io.maillon.protocol.pipeline;

import io.maillon.protocol.PartitionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline: stages, and the links between them, an acyclic graph. Immutable; a value of this type
 * that came out of {@link #validated()} is sound.
 *
 * @param name unique in a coordinator cluster
 * @param stages in definition order
 * @param links in definition order
 * @param limits memory bounds
 */
public record PipelineSpec(
    String name, List<StageSpec> stages, List<LinkSpec> links, Limits limits) {
  public PipelineSpec {
    stages = List.copyOf(stages);
    links = List.copyOf(links);
  }

  /**
   * Checks everything that can be checked without loading user code.
   *
   * @return this
   * @throws InvalidPipelineException naming the place, the value and what was expected
   */
  public PipelineSpec validated() {
    PipelineCheck.check(this);
    return this;
  }

  public Optional<StageSpec> findStage(String stage) {
    for (StageSpec known : stages) {
      if (known.name().equals(stage)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  public StageSpec stage(String stage) {
    return findStage(stage)
        .orElseThrow(
            () -> new IllegalArgumentException("pipeline " + name + " has no stage " + stage));
  }

  public List<LinkSpec> linksFrom(String stage) {
    return links.stream().filter(l -> l.from().equals(stage)).toList();
  }

  public List<LinkSpec> linksTo(String stage) {
    return links.stream().filter(l -> l.to().equals(stage)).toList();
  }

  /** All partitions, in stage order, then by index. */
  public List<PartitionId> partitions() {
    List<PartitionId> all = new ArrayList<>();
    stages.forEach(s -> addPartitions(all, s));
    return all;
  }

  /** Partitions that send records to this one. */
  public List<PartitionId> upstreams(PartitionId partition) {
    List<PartitionId> all = new ArrayList<>();
    for (LinkSpec link : linksTo(partition.stage())) {
      if (link.edge() == Edge.FORWARD) {
        all.add(new PartitionId(link.from(), partition.index()));
      } else {
        addPartitions(all, stage(link.from()));
      }
    }
    return all;
  }

  /** Partitions that this one may send records to. */
  public List<PartitionId> targets(PartitionId partition) {
    List<PartitionId> all = new ArrayList<>();
    for (LinkSpec link : linksFrom(partition.stage())) {
      if (link.edge() == Edge.FORWARD) {
        all.add(new PartitionId(link.to(), partition.index()));
      } else {
        addPartitions(all, stage(link.to()));
      }
    }
    return all;
  }

  private static void addPartitions(List<PartitionId> all, StageSpec stage) {
    for (int i = 0; i < stage.partitions(); i++) {
      all.add(new PartitionId(stage.name(), i));
    }
  }
}
