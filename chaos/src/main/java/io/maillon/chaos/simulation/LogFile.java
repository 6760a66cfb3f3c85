package io.maillon.chaos.simulation;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.StoredLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log file, as docs/protocol/file-log.md has it. What is written outlives the process; of what no
 * write waited for, some or all is lost with the power: the newest marks, and the removal of a log.
 */
final class LogFile {
  private static final int LONG_COMMITS = 40;

  /**
   * What is on the disk for certain.
   *
   * @param commits how many of the list
   * @param marks how many of the list
   */
  private record Synced(
      Generation generation, long promised, int commits, int marks, Optional<CommitNode> tip) {}

  /** From one image to the next: a log only grows in between. */
  private static final class Generation {
    final boolean exists;
    final List<ImageChunk> image;
    final List<Commit> commits = new ArrayList<>();
    final List<ChannelMark> marks = new ArrayList<>();

    Generation(boolean exists, List<ImageChunk> image) {
      this.exists = exists;
      this.image = image;
    }

    void cut(int commitsLeft, int marksLeft) {
      commits.subList(commitsLeft, commits.size()).clear();
      marks.subList(marksLeft, marks.size()).clear();
    }
  }

  private Generation generation = new Generation(false, List.of());
  private long promised;
  private Optional<CommitNode> tip = Optional.empty();

  /** What a reader that took it would serve; a planted fault does. */
  @SuppressWarnings("UnusedVariable")
  private Optional<Commit> torn = Optional.empty();

  private Synced synced = new Synced(generation, 0, 0, 0, tip);

  boolean exists() {
    return generation.exists;
  }

  Optional<CommitNode> tip() {
    return tip;
  }

  /** The log ends at the first thing that is no record. */
  StoredLog load() {
    torn = Optional.empty();
    return new StoredLog(
        generation.exists, promised, generation.image, generation.commits, generation.marks);
  }

  void promise(long epoch) {
    promised = epoch;
    sync();
  }

  void append(List<Commit> added, CommitNode last) {
    generation.commits.addAll(added);
    tip = Optional.of(last);
    sync();
  }

  /** The process ends in the middle of it: sound records count, the torn one behind them not. */
  void appendPartly(List<Commit> sound, Commit half, CommitNode last) {
    generation.commits.addAll(sound);
    torn = Optional.of(half);
    tip = Optional.of(last);
  }

  boolean isLong() {
    return generation.commits.size() > LONG_COMMITS;
  }

  /** Nobody waits for marks. */
  void acknowledge(List<ChannelMark> moved) {
    generation.marks.addAll(moved);
  }

  void replace(long promisedEpoch, List<ImageChunk> whole, CommitNode last) {
    generation = new Generation(true, List.copyOf(whole));
    promised = promisedEpoch;
    tip = Optional.of(last);
    sync();
  }

  /** The files are gone, the promise with them, but nobody waits for that. */
  void discard() {
    generation = new Generation(false, List.of());
    promised = 0;
    tip = Optional.empty();
  }

  private void sync() {
    synced =
        new Synced(generation, promised, generation.commits.size(), generation.marks.size(), tip);
  }

  /** Whether something came back or was lost. */
  boolean losePower(Chance chance) {
    Generation now = generation;
    if (now != synced.generation() && chance.percent(50)) {
      return false; // The removal had reached the disk.
    }
    boolean differs =
        now != synced.generation()
            || torn.isPresent()
            || now.commits.size() > synced.commits()
            || now.marks.size() > synced.marks();
    generation = synced.generation();
    promised = synced.promised();
    tip = synced.tip();
    int marks = chance.between(synced.marks(), generation.marks.size());
    generation.cut(synced.commits(), marks);
    return differs;
  }
}
