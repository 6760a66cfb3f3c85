package io.maillon.wire.internal;

import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.wire.proto.PipelineProto;
import java.util.Map;
import java.util.TreeMap;

/** Pipelines to Protobuf and back; whether one is sound is for its reader to check. */
public final class PipelineMapping {
  private static final EnumMapping<StageSpec.Kind, PipelineProto.StageKind> KIND =
      new EnumMapping<>("STAGE_KIND_", StageSpec.Kind.class, PipelineProto.StageKind.class);
  private static final EnumMapping<LogKind, PipelineProto.LogKind> LOG =
      new EnumMapping<>("LOG_KIND_", LogKind.class, PipelineProto.LogKind.class);
  private static final EnumMapping<Edge, PipelineProto.Edge> EDGE =
      new EnumMapping<>("EDGE_", Edge.class, PipelineProto.Edge.class);

  private PipelineMapping() {}

  public static PipelineProto.PipelineSpec toProto(PipelineSpec spec) {
    return PipelineProto.PipelineSpec.newBuilder()
        .setName(spec.name())
        .addAllStages(IdMapping.list(spec.stages(), PipelineMapping::toProto))
        .addAllLinks(IdMapping.list(spec.links(), PipelineMapping::toProto))
        .setLimits(toProto(spec.limits()))
        .build();
  }

  public static PipelineSpec fromProto(PipelineProto.PipelineSpec spec) {
    return new PipelineSpec(
        spec.getName(),
        IdMapping.list(spec.getStagesList(), PipelineMapping::fromProto),
        IdMapping.list(spec.getLinksList(), PipelineMapping::fromProto),
        fromProto(spec.getLimits()));
  }

  private static PipelineProto.StageSpec toProto(StageSpec stage) {
    PipelineProto.StageSpec.Builder builder =
        PipelineProto.StageSpec.newBuilder()
            .setName(stage.name())
            .setKind(KIND.of(stage.kind()))
            .setImplementation(stage.implementation())
            .setPartitions(stage.partitions())
            .setInstances(stage.instances())
            .setReplication(stage.replication())
            .setLog(LOG.of(stage.log()));
    stage
        .options()
        .forEach(
            (key, value) ->
                builder.addOptions(
                    PipelineProto.Option.newBuilder().setKey(key).setValue(value).build()));
    return builder.build();
  }

  private static StageSpec fromProto(PipelineProto.StageSpec stage) {
    Map<String, String> options = new TreeMap<>();
    stage.getOptionsList().forEach(option -> options.put(option.getKey(), option.getValue()));
    return new StageSpec(
        stage.getName(),
        KIND.from(stage.getKind()),
        stage.getImplementation(),
        stage.getPartitions(),
        stage.getInstances(),
        stage.getReplication(),
        LOG.from(stage.getLog()),
        options);
  }

  private static PipelineProto.LinkSpec toProto(LinkSpec link) {
    return PipelineProto.LinkSpec.newBuilder()
        .setFrom(link.from())
        .setTo(link.to())
        .setEdge(EDGE.of(link.edge()))
        .build();
  }

  private static LinkSpec fromProto(PipelineProto.LinkSpec link) {
    return new LinkSpec(link.getFrom(), link.getTo(), EDGE.from(link.getEdge()));
  }

  private static PipelineProto.Limits toProto(Limits limits) {
    return PipelineProto.Limits.newBuilder()
        .setWindowBytes(limits.windowBytes())
        .setInFlightBytes(limits.inFlightBytes())
        .setBatchBytes(limits.batchBytes())
        .build();
  }

  private static Limits fromProto(PipelineProto.Limits limits) {
    return new Limits(limits.getWindowBytes(), limits.getInFlightBytes(), limits.getBatchBytes());
  }
}
