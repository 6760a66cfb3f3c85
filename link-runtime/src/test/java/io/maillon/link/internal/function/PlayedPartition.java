package io.maillon.link.internal.function;

import com.codahale.metrics.MetricRegistry;
import io.maillon.link.StageLoader;
import io.maillon.link.codec.ByteOutput;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.RecordFormat;
import io.maillon.protocol.log.StateChange;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.instance.Input;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Plays the core for one partition {@code it/INDEX} by hand: hands in work, folds the changes that
 * come back, and can bring the partition up again from what was folded, as a new owner would.
 */
final class PlayedPartition {
  static final PartitionId READ = new PartitionId("read", 0);

  final Map<Bytes, Bytes> entries = new TreeMap<>();
  final MetricRegistry metrics = new MetricRegistry();
  private final PipelineSpec spec;
  private final PartitionId partition;
  private final Supplier<?> implementation;
  private final Map<String, PartitionId> balanced = new LinkedHashMap<>();
  long nowMs = 1_000;
  long epoch;
  private long offset;
  private PartitionFunction function;

  private PlayedPartition(PipelineSpec spec, int index, Supplier<?> implementation) {
    this.spec = spec;
    this.implementation = implementation;
    partition = new PartitionId("it", index);
    for (LinkSpec link : spec.linksFrom("it")) {
      if (link.edge() == Edge.BALANCED) {
        balanced.put(link.to(), new PartitionId(link.to(), 0));
      }
    }
  }

  /** A function with these links: target stage to edge; every stage has four partitions. */
  static PlayedPartition function(Supplier<?> implementation, Map<String, Edge> links) {
    return new PlayedPartition(pipeline(StageSpec.Kind.FUNCTION, "x", 4, links), 1, implementation);
  }

  /** A source or sink named by its class or scheme, with the options of its stage. */
  static PlayedPartition named(
      StageSpec.Kind kind, String text, int index, int partitions, Map<String, String> options) {
    StageSpec it = new StageSpec("it", kind, text, partitions, 1, 1, LogKind.MEMORY, options);
    boolean source = kind == StageSpec.Kind.SOURCE;
    PipelineSpec spec =
        new PipelineSpec(
            "test",
            List.of(it, stage("next", StageSpec.Kind.SINK, "discard:", 1)),
            source ? List.of(new LinkSpec("it", "next", Edge.BALANCED)) : List.of(),
            Limits.DEFAULT);
    return new PlayedPartition(spec, index, null);
  }

  /** A function with one keyed link to {@code next}. */
  static PlayedPartition function(Supplier<?> implementation) {
    return function(implementation, Map.of("next", Edge.KEYED));
  }

  private static PipelineSpec pipeline(
      StageSpec.Kind kind, String text, int partitions, Map<String, Edge> links) {
    List<StageSpec> stages = new ArrayList<>();
    List<LinkSpec> all = new ArrayList<>();
    stages.add(stage("it", kind, text, partitions));
    for (Map.Entry<String, Edge> link : new TreeMap<>(links).entrySet()) {
      stages.add(stage(link.getKey(), StageSpec.Kind.SINK, "discard:", partitions));
      all.add(new LinkSpec("it", link.getKey(), link.getValue()));
    }
    return new PipelineSpec("test", stages, all, Limits.DEFAULT);
  }

  private static StageSpec stage(String name, StageSpec.Kind kind, String text, int partitions) {
    return new StageSpec(name, kind, text, partitions, 1, 1, LogKind.MEMORY, Map.of());
  }

  /** A new owner takes over, with nothing but what was folded. */
  void open() throws WorkFailedException {
    epoch++;
    StageLoader loader =
        new StageLoader(
            getClass().getClassLoader(),
            implementation == null ? Map.of() : Map.of("it", implementation));
    Restored restored = new Restored(epoch, new LinkedHashMap<>(entries), List.of(), false);
    function = FunctionHost.open(spec, partition, restored, loader, metrics, () -> nowMs);
  }

  void balanceTo(PartitionId target) {
    balanced.put(target.stage(), target);
  }

  /** Processes records {@code key=payload} or {@code payload}. */
  WorkResult process(String... records) throws WorkFailedException {
    Input input = input(offset + 1, records);
    offset += records.length;
    return run(List.of(input), false, false);
  }

  WorkResult fireTimers() throws WorkFailedException {
    return run(List.of(), false, true);
  }

  WorkResult end() throws WorkFailedException {
    return run(List.of(), true, false);
  }

  WorkResult run(List<Input> inputs, boolean end, boolean timers) throws WorkFailedException {
    WorkResult result = function.run(new Work(inputs, end, timers, List.copyOf(balanced.values())));
    fold(result);
    return result;
  }

  /** Polls a source. */
  WorkResult poll() throws WorkFailedException {
    return run(List.of(), false, false);
  }

  /** Polls a source to its end and gives the payloads. */
  List<String> pollAll() throws WorkFailedException {
    List<String> all = new ArrayList<>();
    WorkResult result;
    do {
      result = poll();
      texts(result).forEach(t -> all.add(t.substring(t.indexOf('=') + 1)));
    } while (!result.ended());
    return all;
  }

  void finished() throws WorkFailedException {
    function.finished();
  }

  void close() {
    function.close();
  }

  static Input input(long firstOffset, String... records) {
    return new Input(READ, firstOffset, 0, records.length, encode(records));
  }

  static Bytes encode(String... records) {
    ByteOutput out = new ByteOutput(64);
    for (String record : records) {
      int equals = record.indexOf('=');
      put(out, Bytes.utf8(equals < 0 ? "" : record.substring(0, equals)));
      put(out, Bytes.utf8(record.substring(equals + 1)));
    }
    return out.copy();
  }

  /** Records of all drafts, as {@code target key=payload}, in draft order. */
  static List<String> texts(WorkResult result) {
    List<String> texts = new ArrayList<>();
    for (WorkResult.Draft draft : result.outputs()) {
      RecordFormat.Reader reader = new RecordFormat.Reader(draft.records());
      int count = 0;
      while (reader.next()) {
        texts.add(draft.target() + " " + reader.key().utf8() + "=" + reader.payload().utf8());
        count++;
      }
      if (count != draft.count()) {
        throw new AssertionError(draft + " holds " + count + " records");
      }
    }
    return texts;
  }

  private static void put(ByteOutput out, Bytes bytes) {
    out.writeVarLong(bytes.length());
    out.write(bytes);
  }

  private void fold(WorkResult result) {
    Set<Bytes> seen = new LinkedHashSet<>();
    for (StateChange change : result.changes()) {
      if (!seen.add(change.key())) {
        throw new AssertionError("changed twice in one result: " + StateKey.decode(change.key()));
      }
      change
          .value()
          .ifPresentOrElse(v -> entries.put(change.key(), v), () -> entries.remove(change.key()));
    }
  }
}
