package io.maillon.chaos.simulation;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * At the end: every source record is in every sink once, in order per key, and all sinks agree on
 * the stamps (invariant 5).
 */
final class SinkCheck {
  private final World world;
  private final PipelineSpec spec;
  private final boolean once;
  private final Map<String, Long> sourceStamps = new HashMap<>();
  private final Map<String, Item> byCopy = new HashMap<>();

  SinkCheck(World world) {
    this.world = world;
    spec = world.swarm().spec();
    once = world.swarm().exactlyOnce();
  }

  void check() {
    for (StageSpec stage : spec.stages()) {
      if (stage.kind() == StageSpec.Kind.SINK) {
        checkSink(stage);
      }
    }
  }

  private void checkSink(StageSpec sink) {
    List<String> chain = chain(sink.name());
    Map<String, Written> all = new TreeMap<>();
    for (int i = 0; i < sink.partitions(); i++) {
      List<Written> part = read(new PartitionId(sink.name(), i), all);
      if (once && isOrdered(chain)) {
        checkOrder(sink, part);
      }
    }
    checkComplete(sink, all, paths(chain));
    if (once) {
      all.values().forEach(w -> checkStamps(sink, w.item()));
      checkCounts(sink, all, chain);
    }
  }

  private List<Written> read(PartitionId partition, Map<String, Written> all) {
    List<Written> part = new ArrayList<>();
    for (PartitionHistory.Line line : world.history().of(partition).lines()) {
      for (Map.Entry<Bytes, Bytes> entry : line.state().entrySet()) {
        String name = entry.getKey().utf8();
        if (name.startsWith("twice") && once) {
          throw new Violation(5, partition + " wrote a record " + name);
        }
        if (name.startsWith("w")) {
          Written written = Written.decode(entry.getValue());
          part.add(written);
          if (all.put(name, written) != null && once) {
            throw new Violation(5, partition + " wrote " + name + ", as another partition did");
          }
        }
      }
    }
    return part;
  }

  private void checkComplete(StageSpec sink, Map<String, Written> all, List<Integer> paths) {
    int sources = spec.stages().get(0).partitions();
    for (int source = 0; source < sources; source++) {
      for (int number = 1; number <= world.records(); number++) {
        for (int path : paths) {
          if (!all.containsKey("w" + source + ":" + number + ":" + path)) {
            throw new Violation(
                5,
                sink.name() + " lacks record " + number + " of read/" + source + " copy " + path);
          }
        }
      }
    }
    int expected = sources * world.records() * paths.size();
    if (all.size() != expected) {
      throw new Violation(5, sink.name() + " has " + all.size() + " records of " + expected);
    }
  }

  private static void checkOrder(StageSpec sink, List<Written> part) {
    part.sort(Comparator.comparingInt(Written::place));
    Map<String, Integer> last = new HashMap<>();
    for (Written written : part) {
      Item item = written.item();
      String stream = item.source() + ":" + item.path() + ":" + written.key();
      Integer before = last.put(stream, item.number());
      if (before != null && before >= item.number()) {
        throw new Violation(
            5, sink.name() + " wrote " + item + " of key " + written.key() + " after " + before);
      }
    }
  }

  private void checkStamps(StageSpec sink, Item item) {
    String record = item.source() + ":" + item.number();
    Long other = sourceStamps.putIfAbsent(record, item.stamps()[0]);
    if (other != null && other != item.stamps()[0]) {
      throw new Violation(
          5, sink.name() + " record " + record + " has another stamp of its source");
    }
    boolean copied = spec.linksTo(sink.name()).get(0).edge() == Edge.BROADCAST;
    int path = copied ? item.path() / Item.PATH_BASE : item.path();
    String copy = record + ":" + path + ":" + item.stamps().length;
    Item twin = byCopy.putIfAbsent(copy, item);
    if (twin != null && !java.util.Arrays.equals(twin.stamps(), item.stamps())) {
      throw new Violation(5, sink.name() + " record " + item + " and its twin " + twin + " differ");
    }
  }

  /** Each key was counted from 1 without a gap by the last counting stage. */
  private void checkCounts(StageSpec sink, Map<String, Written> all, List<String> chain) {
    Map<String, TreeSet<Integer>> counts = new TreeMap<>();
    for (Written written : all.values()) {
      counts.computeIfAbsent(written.key(), k -> new TreeSet<>()).add(written.item().count());
    }
    int counting = -1;
    for (int i = 0; i < chain.size(); i++) {
      counting =
          spec.stage(chain.get(i)).implementation().equals(PipelineDraw.COUNTING) ? i : counting;
    }
    if (counting < 0) {
      return;
    }
    int copies = paths(chain.subList(0, counting + 1)).size();
    int sources = spec.stages().get(0).partitions();
    counts.forEach(
        (key, seen) -> {
          int records = 0;
          for (int number = 1; number <= world.records(); number++) {
            records += key.equals("k" + number % world.swarm().keys()) ? 1 : 0;
          }
          int most = records * sources * copies;
          if (seen.first() != 1 || seen.last() != most || seen.size() != most) {
            throw new Violation(
                5,
                sink.name()
                    + " key "
                    + key
                    + " was counted from "
                    + seen.first()
                    + " to "
                    + seen.last()
                    + ", "
                    + seen.size()
                    + " of "
                    + most);
          }
        });
  }

  /** Stages from the source to a sink. */
  private List<String> chain(String sink) {
    List<String> chain = new ArrayList<>(List.of(sink));
    List<LinkSpec> in = spec.linksTo(sink);
    while (!in.isEmpty()) {
      chain.add(0, in.get(0).from());
      in = spec.linksTo(in.get(0).from());
    }
    return chain;
  }

  private boolean isOrdered(List<String> chain) {
    return chain.stream()
        .flatMap(s -> spec.linksTo(s).stream())
        .noneMatch(l -> l.edge() == Edge.BALANCED);
  }

  /** Copies of each record at the end of a chain. */
  private List<Integer> paths(List<String> chain) {
    List<Integer> paths = List.of(0);
    for (String stage : chain) {
      boolean copies = spec.linksTo(stage).stream().anyMatch(l -> l.edge() == Edge.BROADCAST);
      List<Integer> next = new ArrayList<>();
      for (int path : paths) {
        for (int i = 0; copies && i < spec.stage(stage).partitions(); i++) {
          next.add(path * Item.PATH_BASE + i + 1);
        }
      }
      paths = copies ? next : paths;
    }
    return paths;
  }
}
