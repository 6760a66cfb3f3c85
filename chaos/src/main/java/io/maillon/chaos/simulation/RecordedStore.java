package io.maillon.chaos.simulation;

import io.maillon.chaos.simulation.Transition.Kind;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.LogStoreException;
import io.maillon.recovery.log.StoredLog;
import java.util.List;
import java.util.Optional;

/**
 * One log of one life: puts on record what it holds, and keeps it in a file if it has one. Its
 * process may end or freeze behind each write.
 */
final class RecordedStore implements LogStore {
  /** With which a full disk fails a pipeline. */
  static final String NO_SPACE = "log file: no space left on the disk";

  private final World world;
  private final SimulatedProcess process;
  private final InstanceId life;
  private final PartitionId partition;
  private final PartitionHistory history;
  private final Optional<LogFile> file;
  private Optional<CommitNode> tip;

  RecordedStore(
      World world,
      SimulatedProcess process,
      InstanceId life,
      PartitionId partition,
      Optional<LogFile> file) {
    this.world = world;
    this.process = process;
    this.life = life;
    this.partition = partition;
    history = world.history().of(partition);
    this.file = file;
    tip = file.flatMap(LogFile::tip);
    world.recorder().onOpened(partition, life, load().promisedEpoch(), tip);
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
    if (mayWrite()) {
      file.ifPresent(f -> f.promise(epoch));
      record(Kind.PROMISE, epoch);
      reach(FaultPoint.PROMISED);
    }
  }

  @Override
  public void append(List<Commit> commits) {
    if (!mayWrite()) {
      return;
    }
    if (reach(FaultPoint.APPENDING) && process.isEnding()) {
      appendPartly(commits);
      return;
    }
    tip = Optional.of(after(commits));
    file.ifPresent(f -> f.append(commits, tip.get()));
    record(Kind.APPEND, 0);
    reach(FaultPoint.APPENDED);
  }

  private void appendPartly(List<Commit> commits) {
    int count = process.chance().between(0, commits.size() - 1);
    List<Commit> sound = commits.subList(0, count);
    tip = Optional.of(after(sound));
    file.ifPresent(f -> f.appendPartly(sound, half(commits.get(count)), tip.get()));
    if (!sound.isEmpty()) {
      record(Kind.APPEND, 0);
    }
  }

  private static Commit half(Commit c) {
    return new Commit(c.epoch(), c.index(), c.positions(), List.of(), List.of(), c.finished());
  }

  private CommitNode after(List<Commit> commits) {
    CommitNode last = tip.orElseThrow();
    for (Commit commit : commits) {
      last = history.append(last, commit);
    }
    return last;
  }

  @Override
  public void acknowledge(List<ChannelMark> marks) {
    if (mayWrite()) {
      file.ifPresent(f -> f.acknowledge(marks));
      reach(FaultPoint.MARKED);
    }
  }

  @Override
  public boolean isLong() {
    return file.map(LogFile::isLong).orElse(false);
  }

  @Override
  public void replace(long promisedEpoch, List<ImageChunk> image) {
    if (mayWrite()) {
      tip = Optional.of(history.of(image.get(0).header()));
      file.ifPresent(f -> f.replace(promisedEpoch, image, tip.get()));
      record(Kind.REPLACE, promisedEpoch);
      reach(FaultPoint.REPLACED);
    }
  }

  @Override
  public void discard() {
    if (!process.isEnding()) {
      tip = Optional.empty();
      file.ifPresent(LogFile::discard);
      record(Kind.DISCARD, 0);
      reach(FaultPoint.DISCARDED);
    }
  }

  /** The core goes on until its event is over, but its process has ended. */
  private boolean mayWrite() {
    if (process.isEnding()) {
      return false;
    }
    Optional<Strike> full =
        file.isPresent() ? world.nemesis().take(Fault.DISK_FULL) : Optional.empty();
    if (full.isPresent()) {
      world.nemesis().fired(full.get(), process.name());
      throw new LogStoreException(NO_SPACE, null);
    }
    return true;
  }

  private void record(Kind kind, long epoch) {
    world.recorder().onWritten(kind, partition, life, epoch, tip);
  }

  private boolean reach(FaultPoint point) {
    return world.nemesis().points().stops(process, point);
  }
}
