package io.maillon.chaos.simulation;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.RecordFormat;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.instance.WorkResult;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one run of a function emits, by target. */
final class Emission {
  private static final class Draft {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int count;
  }

  private final PipelineSpec spec;
  private final PartitionId from;
  private final List<PartitionId> balanced;
  private final Map<PartitionId, Draft> drafts = new TreeMap<>();

  Emission(PipelineSpec spec, PartitionId from, List<PartitionId> balanced) {
    this.spec = spec;
    this.from = from;
    this.balanced = balanced;
  }

  void emit(Bytes key, Bytes payload) {
    for (LinkSpec link : spec.linksFrom(from.stage())) {
      int partitions = spec.stage(link.to()).partitions();
      switch (link.edge()) {
        case FORWARD -> add(new PartitionId(link.to(), from.index()), key, payload);
        case KEYED ->
            add(new PartitionId(link.to(), DrawnStage.target(link, key, partitions)), key, payload);
        case BALANCED ->
            balanced.stream()
                .filter(t -> t.stage().equals(link.to()))
                .forEach(t -> add(t, key, payload));
        case BROADCAST -> {
          for (int i = 0; i < partitions; i++) {
            add(new PartitionId(link.to(), i), key, payload);
          }
        }
      }
    }
  }

  List<WorkResult.Draft> drafts() {
    List<WorkResult.Draft> all = new ArrayList<>();
    drafts.forEach(
        (target, draft) ->
            all.add(
                new WorkResult.Draft(target, draft.count, Bytes.wrap(draft.bytes.toByteArray()))));
    return all;
  }

  private void add(PartitionId target, Bytes key, Bytes payload) {
    Draft draft = drafts.computeIfAbsent(target, t -> new Draft());
    draft.count++;
    write(draft.bytes, key);
    write(draft.bytes, payload);
  }

  private static void write(ByteArrayOutputStream to, Bytes bytes) {
    byte[] length = new byte[RecordFormat.LENGTH_BYTES_MAX];
    to.write(length, 0, RecordFormat.putLength(length, 0, bytes.length()));
    to.write(bytes.array(), bytes.offset(), bytes.length());
  }
}
