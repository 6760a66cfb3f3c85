package io.maillon.link.internal.shell;

import io.maillon.link.internal.store.FileLogStores;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.LogStores;
import java.util.List;
import java.util.Optional;

/** Keeps each partition's log where its stage wants it. Owner: the link thread. */
final class SpecLogStores implements LogStores {
  private final PipelineSpec spec;
  private final Optional<FileLogStores> files;

  /**
   * @throws IllegalStateException when a stage wants files and there is no directory for them
   */
  SpecLogStores(PipelineSpec spec, Optional<FileLogStores> files) {
    this.spec = spec;
    this.files = files;
    for (StageSpec stage : spec.stages()) {
      if (stage.log() == LogKind.FILE && files.isEmpty()) {
        throw new IllegalStateException(
            "stage "
                + stage.name()
                + " keeps its log in a file: expected a log directory, such as"
                + " logDirectory(...) or --log-dir");
      }
    }
  }

  @Override
  public LogStore open(PartitionId partition) {
    return isFile(partition) ? files.orElseThrow().open(partition) : LogStore.NONE;
  }

  @Override
  public List<PartitionId> held() {
    return files.map(f -> f.held().stream().filter(this::isFile).toList()).orElse(List.of());
  }

  private boolean isFile(PartitionId partition) {
    return spec.findStage(partition.stage())
        .filter(s -> s.log() == LogKind.FILE && partition.index() < s.partitions())
        .isPresent();
  }
}
