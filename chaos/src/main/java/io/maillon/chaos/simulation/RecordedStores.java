package io.maillon.chaos.simulation;

import io.maillon.chaos.simulation.Transition.Kind;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.LogStores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The logs of one life; what it holds stays on record when it is dead. */
final class RecordedStores implements LogStores {
  private final World world;
  private final SimulatedProcess process;
  private final InstanceId life;
  private final PipelineSpec spec;
  private final Files files;
  private final Map<PartitionId, RecordedStore> stores = new TreeMap<>();

  RecordedStores(
      World world, SimulatedProcess process, InstanceId life, PipelineSpec spec, Files files) {
    this.world = world;
    this.process = process;
    this.life = life;
    this.spec = spec;
    this.files = files;
  }

  @Override
  public LogStore open(PartitionId partition) {
    return stores.computeIfAbsent(partition, this::make);
  }

  @Override
  public List<PartitionId> held() {
    return files.held();
  }

  /** Last commit of the log held, empty = none is. */
  Optional<CommitNode> tip(PartitionId partition) {
    RecordedStore store = stores.get(partition);
    return store == null ? Optional.empty() : store.tip();
  }

  void end() {
    stores.keySet().forEach(p -> world.recorder().add(p, Kind.END, life, 0, 0));
  }

  private RecordedStore make(PartitionId partition) {
    boolean onFile = spec.stage(partition.stage()).log() == LogKind.FILE;
    return new RecordedStore(
        world,
        process,
        life,
        partition,
        onFile ? Optional.of(files.file(partition)) : Optional.empty());
  }
}
