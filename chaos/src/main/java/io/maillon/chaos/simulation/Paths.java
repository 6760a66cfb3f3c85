package io.maillon.chaos.simulation;

import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which ways lead through a pipeline. The path of a record has a digit for each broadcast link that
 * it took, the partition, and one for each stage that several links lead to, the link: two copies
 * of a record in one stage never have the same path.
 */
final class Paths {
  private static final int BASE = 5;

  /**
   * All copies of a kind that arrive at a stage.
   *
   * @param source stage where its records began
   * @param path which copy of each record
   */
  record Copy(String source, int path) {}

  private final PipelineSpec spec;

  Paths(PipelineSpec spec) {
    this.spec = spec;
  }

  /** The path of a record that took one more link, to a partition. */
  int after(int path, String from, String to, int partition) {
    return after(path, link(from, to), partition);
  }

  private int after(int path, LinkSpec link, int partition) {
    int longer = link.edge() == Edge.BROADCAST ? path * BASE + partition + 1 : path;
    List<LinkSpec> links = spec.linksTo(link.to());
    return links.size() > 1 ? longer * BASE + links.indexOf(link) + 1 : longer;
  }

  /** Where a record came from that has this path in a stage, and which path it had there. */
  Copy before(int path, String stage) {
    List<LinkSpec> links = spec.linksTo(stage);
    LinkSpec link = links.size() > 1 ? links.get(path % BASE - 1) : links.get(0);
    int shorter = links.size() > 1 ? path / BASE : path;
    return new Copy(link.from(), link.edge() == Edge.BROADCAST ? shorter / BASE : shorter);
  }

  List<Copy> arrivingAt(String stage) {
    List<LinkSpec> links = spec.linksTo(stage);
    if (links.isEmpty()) {
      return List.of(new Copy(stage, 0));
    }
    List<Copy> all = new ArrayList<>();
    for (LinkSpec link : links) {
      int fan = link.edge() == Edge.BROADCAST ? spec.stage(stage).partitions() : 1;
      for (Copy copy : arrivingAt(link.from())) {
        for (int i = 0; i < fan; i++) {
          all.add(new Copy(copy.source(), after(copy.path(), link, i)));
        }
      }
    }
    return all;
  }

  /** Whether no way to the stage leads over a balanced link. */
  boolean keepOrder(String stage) {
    return spec.linksTo(stage).stream()
        .allMatch(l -> l.edge() != Edge.BALANCED && keepOrder(l.from()));
  }

  /** The counting stages that are the last ones on some way to the stage; "" = a way has none. */
  Set<String> lastCounting(String stage) {
    if (spec.stage(stage).implementation().equals(PipelineDraw.COUNTING)) {
      return new TreeSet<>(List.of(stage));
    }
    Set<String> all = new TreeSet<>();
    spec.linksTo(stage).forEach(l -> all.addAll(lastCounting(l.from())));
    return all.isEmpty() ? new TreeSet<>(List.of("")) : all;
  }

  private LinkSpec link(String from, String to) {
    return spec.linksTo(to).stream().filter(l -> l.from().equals(from)).findFirst().orElseThrow();
  }
}
