package io.maillon.chaos.simulation;

import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Draws a small pipeline: a source, up to two functions, one or two sinks. */
final class PipelineDraw {
  static final String COUNTING = "counting";
  static final String STAMPING = "stamping";

  private final Chance chance;
  private final int replication;
  private final LogKind log;
  private final List<StageSpec> stages = new ArrayList<>();
  private final List<LinkSpec> links = new ArrayList<>();

  private PipelineDraw(Chance chance) {
    this.chance = chance;
    int share = chance.between(0, 99);
    replication = share < 12 ? 0 : share < 75 ? 1 : 2;
    log = chance.percent(replication == 0 ? 60 : 20) ? LogKind.FILE : LogKind.MEMORY;
  }

  static PipelineSpec draw(Chance chance) {
    return new PipelineDraw(chance).draw();
  }

  private PipelineSpec draw() {
    StageSpec last = stage("read", StageSpec.Kind.SOURCE, chance.between(1, 2));
    int functions = chance.between(0, 2);
    for (int i = 1; i <= functions; i++) {
      StageSpec next = stage("f" + i, StageSpec.Kind.FUNCTION, chance.between(1, 4));
      link(last, next);
      last = next;
    }
    StageSpec write = stage("write", StageSpec.Kind.SINK, chance.between(1, 3));
    link(last, write);
    if (chance.percent(40)) {
      StageSpec copy = stage("copy", StageSpec.Kind.SINK, chance.between(1, 2));
      link(chance.percent(50) ? last : stages.get(0), copy);
    }
    int windowBytes = chance.between(4 << 10, 12 << 10);
    int inFlightBytes = chance.between(4 << 10, 24 << 10);
    int batchBytes = chance.between(1 << 10, 4 << 10);
    return new PipelineSpec("p", stages, links, new Limits(windowBytes, inFlightBytes, batchBytes))
        .validated();
  }

  private StageSpec stage(String name, StageSpec.Kind kind, int partitions) {
    String implementation =
        kind == StageSpec.Kind.FUNCTION && chance.percent(50) ? COUNTING : STAMPING;
    boolean differs = chance.percent(15);
    StageSpec drawn =
        new StageSpec(
            name,
            kind,
            implementation,
            partitions,
            chance.between(1, Math.min(partitions, 3)),
            differs ? chance.between(0, 2) : replication,
            differs && chance.percent(50) ? LogKind.FILE : log,
            new TreeMap<>());
    stages.add(drawn);
    return drawn;
  }

  private void link(StageSpec from, StageSpec to) {
    links.add(new LinkSpec(from.name(), to.name(), edge(from, to)));
  }

  private Edge edge(StageSpec from, StageSpec to) {
    int share = chance.between(0, 99);
    if (to.implementation().equals(COUNTING) || share < 40) {
      return Edge.KEYED; // Counts per key make sense where all of a key meets.
    }
    if (share < 60 && from.partitions() == to.partitions()) {
      return Edge.FORWARD;
    }
    return share < 75 ? Edge.BROADCAST : Edge.BALANCED;
  }
}
