package io.maillon.link.internal.function;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.KeyHash;
import io.maillon.protocol.pipeline.LinkSpec;
import java.util.ArrayList;
import java.util.List;

/** One link of a stage, seen from one of its partitions: which target a record goes to. */
final class Route {
  private final LinkSpec link;
  private final List<Segment> segments = new ArrayList<>();

  /** Target of every record of the run, for edges that do not look at the key. */
  private Segment fixed;

  Route(LinkSpec link, int selfIndex, int partitions) {
    this.link = link;
    for (int i = 0; i < partitions; i++) {
      segments.add(new Segment(new PartitionId(link.to(), i)));
    }
    fixed = link.edge() == Edge.FORWARD ? segments.get(selfIndex) : segments.get(0);
  }

  String stage() {
    return link.to();
  }

  Edge edge() {
    return link.edge();
  }

  void begin(List<PartitionId> balancedTargets) {
    if (link.edge() != Edge.BALANCED) {
      return;
    }
    for (PartitionId target : balancedTargets) {
      if (target.stage().equals(link.to())) {
        fixed = segments.get(target.index());
        return;
      }
    }
    throw new IllegalArgumentException(
        "work names no target for the balanced link to " + link.to() + ": " + balancedTargets);
  }

  Segment target(Bytes key) {
    return link.edge() == Edge.KEYED
        ? segments.get(KeyHash.partition(key, segments.size()))
        : fixed;
  }

  List<Segment> all() {
    return segments;
  }
}
