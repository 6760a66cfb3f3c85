package io.maillon.chaos.simulation;

import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.StoredLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log file: outlives its process. */
final class LogFile {
  private static final int LONG_COMMITS = 40;

  private boolean exists;
  private long promised;
  private List<ImageChunk> image = List.of();
  private List<Commit> commits = new ArrayList<>();
  private List<ChannelMark> marks = new ArrayList<>();
  private Optional<CommitNode> tip = Optional.empty();

  boolean exists() {
    return exists;
  }

  Optional<CommitNode> tip() {
    return tip;
  }

  StoredLog load() {
    return new StoredLog(exists, promised, image, commits, marks);
  }

  void promise(long epoch) {
    promised = epoch;
  }

  void append(List<Commit> added, CommitNode last) {
    commits.addAll(added);
    tip = Optional.of(last);
  }

  boolean isLong() {
    return commits.size() > LONG_COMMITS;
  }

  void acknowledge(List<ChannelMark> moved) {
    marks.addAll(moved);
  }

  void replace(long promisedEpoch, List<ImageChunk> whole, CommitNode last) {
    exists = true;
    promised = promisedEpoch;
    image = List.copyOf(whole);
    commits = new ArrayList<>();
    marks = new ArrayList<>();
    tip = Optional.of(last);
  }

  void discard() {
    exists = false;
    image = List.of();
    commits = new ArrayList<>();
    marks = new ArrayList<>();
    tip = Optional.empty();
  }
}
