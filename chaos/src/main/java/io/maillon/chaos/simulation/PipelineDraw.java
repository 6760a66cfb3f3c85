package io.maillon.chaos.simulation;

import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws a small pipeline: one or two sources, up to three functions in a row, of which one may be
 * two side by side, and one or two sinks.
 */
final class PipelineDraw {
  static final String COUNTING = "counting";
  static final String STAMPING = "stamping";
  static final String HOLDING = "holding";

  /** Of one record, over all ways to a stage, lest a world takes too long. */
  private static final int COPIES_MAX = 4;

  private final Chance chance;
  private final int replication;
  private final LogKind log;

  /** Whether functions may lose their logs with their owners, between others that do not. */
  private final boolean forgetful;

  private final List<StageSpec> stages = new ArrayList<>();
  private final List<LinkSpec> links = new ArrayList<>();
  private final Map<String, Integer> copies = new TreeMap<>();

  private PipelineDraw(Chance chance) {
    this.chance = chance;
    int share = chance.between(0, 99);
    replication = share < 12 ? 0 : share < 70 ? 1 : share < 94 ? 2 : 3;
    forgetful = chance.percent(18);
    log = chance.percent(replication == 0 ? 60 : 20) ? LogKind.FILE : LogKind.MEMORY;
  }

  static PipelineSpec draw(Chance chance) {
    return new PipelineDraw(chance).draw();
  }

  private PipelineSpec draw() {
    List<StageSpec> last = sources();
    int functions = chance.between(0, 3);
    int fork = functions > 0 && chance.percent(30) ? chance.between(1, functions) : 0;
    for (int i = 1; i <= functions; i++) {
      last =
          i == fork
              ? List.of(function("f" + i, last), function("g" + i, last))
              : List.of(function("f" + i, last));
    }
    StageSpec write = stage("write", StageSpec.Kind.SINK, chance.between(1, 3));
    link(last, write);
    if (chance.percent(40)) {
      StageSpec copy = stage("copy", StageSpec.Kind.SINK, chance.between(1, 2));
      link(chance.percent(50) ? last : List.of(stages.get(0)), copy);
    }
    int windowBytes = chance.between(4 << 10, 12 << 10);
    int inFlightBytes = chance.between(4 << 10, 24 << 10);
    int batchBytes = chance.between(1 << 10, 4 << 10);
    return new PipelineSpec("p", stages, links, new Limits(windowBytes, inFlightBytes, batchBytes))
        .validated();
  }

  private List<StageSpec> sources() {
    if (chance.percent(75)) {
      return List.of(stage("read", StageSpec.Kind.SOURCE, chance.between(1, 2)));
    }
    return List.of(
        stage("read", StageSpec.Kind.SOURCE, 1), stage("more", StageSpec.Kind.SOURCE, 1));
  }

  private StageSpec function(String name, List<StageSpec> from) {
    StageSpec made = stage(name, StageSpec.Kind.FUNCTION, chance.between(1, 3));
    link(from, made);
    return made;
  }

  private StageSpec stage(String name, StageSpec.Kind kind, int partitions) {
    int share = chance.between(0, 99);
    boolean plain = kind != StageSpec.Kind.FUNCTION || share >= 65;
    String implementation = plain ? STAMPING : share < 45 ? COUNTING : HOLDING;
    boolean forgets = forgetful && kind == StageSpec.Kind.FUNCTION && chance.percent(70);
    boolean differs = chance.percent(15);
    int replicas = forgets ? 0 : differs ? chance.between(0, 3) : replication;
    LogKind kept = forgets ? LogKind.MEMORY : differs && chance.percent(50) ? LogKind.FILE : log;
    boolean mayHold = replicas > 0 || kept == LogKind.FILE; // What it holds, nobody else has.
    StageSpec drawn =
        new StageSpec(
            name,
            kind,
            implementation.equals(HOLDING) && !mayHold ? STAMPING : implementation,
            partitions,
            chance.between(1, Math.min(partitions, 3)),
            replicas,
            kept,
            new TreeMap<>());
    stages.add(drawn);
    return drawn;
  }

  private void link(List<StageSpec> from, StageSpec to) {
    for (StageSpec one : from) {
      Edge edge = edge(one, to);
      links.add(new LinkSpec(one.name(), to.name(), edge));
      int fan = edge == Edge.BROADCAST ? to.partitions() : 1;
      copies.merge(to.name(), copies.getOrDefault(one.name(), 1) * fan, Integer::sum);
    }
  }

  private Edge edge(StageSpec from, StageSpec to) {
    int share = chance.between(0, 99);
    if (to.implementation().equals(COUNTING) || share < 40) {
      return Edge.KEYED; // Counts per key make sense where all of a key meets.
    }
    if (share < 60 && from.partitions() == to.partitions()) {
      return Edge.FORWARD;
    }
    boolean tooMany = copies.getOrDefault(from.name(), 1) * to.partitions() > COPIES_MAX;
    return share < 75 && !tooMany ? Edge.BROADCAST : Edge.BALANCED;
  }
}
