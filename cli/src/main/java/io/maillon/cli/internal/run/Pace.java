package io.maillon.cli.internal.run;

import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.Locale;

/** How fast a pipeline moves: records that its sources brought in, over the last second or so. */
final class Pace {
  private static final long WINDOW_NS = 1_000_000_000L;

  private final PipelineSpec spec;
  private long markNs = System.nanoTime();
  private long markRecords;
  private double perSecond;

  Pace(PipelineSpec spec) {
    this.spec = spec;
  }

  String line(PipelineStatus status) {
    long records = sum(status, StageSpec.Kind.SOURCE);
    long nowNs = System.nanoTime();
    if (nowNs - markNs >= WINDOW_NS) {
      perSecond = Math.max(0, (records - markRecords) * 1e9 / (nowNs - markNs));
      markNs = nowNs;
      markRecords = records;
    }
    return String.format(
        Locale.ROOT,
        "%s  %,d records read, %,.0f/s, %,d written, %d instances, %d recoveries",
        status.state(),
        records,
        perSecond,
        sum(status, StageSpec.Kind.SINK),
        status.instances().stream().filter(i -> i.alive()).count(),
        status.recovered());
  }

  /** Sources tell it by their outputs, sinks by their positions. */
  private long sum(PipelineStatus status, StageSpec.Kind kind) {
    return spec.stages().stream()
        .filter(stage -> stage.kind() == kind)
        .flatMap(stage -> status.stage(stage.name()).stream())
        .mapToLong(kind == StageSpec.Kind.SOURCE ? PartitionStatus::outputOffset : this::written)
        .sum();
  }

  /** Offsets count what went over all links of the upstream stage together. */
  private long written(PartitionStatus sink) {
    return sink.positions().stream()
        .mapToLong(p -> p.offset() / spec.linksFrom(PartitionId.parse(p.upstream()).stage()).size())
        .sum();
  }
}
