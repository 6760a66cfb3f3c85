package io.maillon.chaos.simulation;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * At the end: every source record is in every sink once, in order per key, and all sinks agree on
 * the stamps (invariant 5).
 */
final class SinkCheck {
  private final World world;
  private final PipelineSpec spec;
  private final Paths paths;
  private final boolean once;
  private final Map<String, Long> sourceStamps = new HashMap<>();
  private final Map<String, Item> byCopy = new HashMap<>();

  SinkCheck(World world) {
    this.world = world;
    spec = world.swarm().spec();
    paths = new Paths(spec);
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
    Map<String, Written> all = new TreeMap<>();
    for (int i = 0; i < sink.partitions(); i++) {
      List<Written> part = read(new PartitionId(sink.name(), i), all);
      if (once && paths.keepOrder(sink.name())) {
        checkOrder(sink, part);
      }
    }
    checkComplete(sink, all);
    if (once) {
      all.values().forEach(w -> checkStamps(sink, w.item()));
      checkCounts(sink, all);
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

  private void checkComplete(StageSpec sink, Map<String, Written> all) {
    int expected = 0;
    for (Paths.Copy copy : paths.arrivingAt(sink.name())) {
      for (int i = 0; i < spec.stage(copy.source()).partitions(); i++) {
        int source = Item.source(spec, new PartitionId(copy.source(), i));
        for (int number = 1; number <= world.records(); number++) {
          if (!all.containsKey("w" + source + ":" + number + ":" + copy.path())) {
            throw new Violation(
                5, sink.name() + " lacks record " + number + " of source " + source + " " + copy);
          }
        }
        expected += world.records();
      }
    }
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
    String copy = record + ":" + paths.before(item.path(), sink.name());
    Item twin = byCopy.putIfAbsent(copy, item);
    if (twin != null && !java.util.Arrays.equals(twin.stamps(), item.stamps())) {
      throw new Violation(5, sink.name() + " record " + item + " and its twin " + twin + " differ");
    }
  }

  /** Each key was counted from 1 without a gap by the last counting stage, if it is one. */
  private void checkCounts(StageSpec sink, Map<String, Written> all) {
    Set<String> last = paths.lastCounting(sink.name());
    if (last.size() > 1 || last.contains("")) {
      return;
    }
    int copies =
        paths.arrivingAt(last.iterator().next()).stream()
            .mapToInt(c -> spec.stage(c.source()).partitions())
            .sum();
    Map<String, TreeSet<Integer>> counts = new TreeMap<>();
    for (Written written : all.values()) {
      counts.computeIfAbsent(written.key(), k -> new TreeSet<>()).add(written.item().count());
    }
    counts.forEach(
        (key, seen) -> {
          int records = 0;
          for (int number = 1; number <= world.records(); number++) {
            records += key.equals("k" + number % world.swarm().keys()) ? 1 : 0;
          }
          int most = records * copies;
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
}
