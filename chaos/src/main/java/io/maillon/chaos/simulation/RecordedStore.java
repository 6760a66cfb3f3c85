package io.maillon.chaos.simulation;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.StoredLog;
import java.util.List;
import java.util.Optional;

/** One log of one life: puts on record what it holds, and keeps it in a file if it has one. */
final class RecordedStore implements LogStore {
  private final PartitionHistory history;
  private final Optional<LogFile> file;
  private Optional<CommitNode> tip;

  RecordedStore(PartitionHistory history, Optional<LogFile> file) {
    this.history = history;
    this.file = file;
    tip = file.flatMap(LogFile::tip);
  }

  Optional<CommitNode> tip() {
    return tip;
  }

  @Override
  public StoredLog load() {
    return file.map(LogFile::load).orElse(StoredLog.EMPTY);
  }

  @Override
  public void promise(long epoch) {
    file.ifPresent(f -> f.promise(epoch));
  }

  @Override
  public void append(List<Commit> commits) {
    CommitNode last = tip.orElseThrow();
    for (Commit commit : commits) {
      last = history.append(last, commit);
    }
    tip = Optional.of(last);
    file.ifPresent(f -> f.append(commits, tip.get()));
  }

  @Override
  public void acknowledge(List<ChannelMark> marks) {
    file.ifPresent(f -> f.acknowledge(marks));
  }

  @Override
  public boolean isLong() {
    return file.map(LogFile::isLong).orElse(false);
  }

  @Override
  public void replace(long promisedEpoch, List<ImageChunk> image) {
    tip = Optional.of(history.of(image.get(0).header()));
    file.ifPresent(f -> f.replace(promisedEpoch, image, tip.get()));
  }

  @Override
  public void discard() {
    tip = Optional.empty();
    file.ifPresent(LogFile::discard);
  }
}
