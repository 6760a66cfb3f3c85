package io.maillon.recovery.partition;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.Refused;
import io.maillon.recovery.log.PartitionLog;
import java.util.List;

/**
 * One member as seen by the one who speaks: first probed for what it holds, then installed if that
 * does not match, then streamed to.
 */
final class MemberProgress {
  /** Larger appends are cut, so that a frame stays well below its limit. */
  private static final long APPEND_BYTES_MAX = 512 << 10;

  private static final int CHUNKS_UNDER_WAY_MAX = 4;

  private enum Mode {
    /** No connection: nothing is under way. */
    SILENT,
    /** One empty append is under way to see whether the logs match. */
    PROBING,
    /** The image is under way. */
    INSTALLING,
    /** The logs match up to {@code nextIndex - 1}, sent or confirmed. */
    STREAMING
  }

  private final PartitionId partition;
  private final InstanceId id;
  private final PartitionLog log;
  private final PeerSender sender;
  private Mode mode = Mode.SILENT;
  private long confirmedIndex = -1;
  private long nextIndex;
  private boolean probedTip;
  private List<ImageChunk> image = List.of();
  private int nextChunk;

  MemberProgress(PartitionId partition, InstanceId id, PartitionLog log, PeerSender sender) {
    this.partition = partition;
    this.id = id;
    this.log = log;
    this.sender = sender;
  }

  /** Confirmed in the present epoch, -1 = nothing. */
  long confirmedIndex() {
    return confirmedIndex;
  }

  /** Commits after this index are still to be sent one by one. */
  long neededAfter() {
    return switch (mode) {
      case SILENT, PROBING -> Long.MAX_VALUE;
      case INSTALLING -> image.get(0).header().index();
      case STREAMING -> nextIndex - 1;
    };
  }

  /** Starts over: asks whether the member holds the log up to its present end. */
  void probe(long epoch, long committedIndex) {
    confirmedIndex = -1;
    probedTip = false;
    if (log.lastIndex() == 0) {
      // An empty log has no commit by which to tell it from another one that also starts at 0.
      install(epoch);
    } else {
      probeAt(log.lastIndex(), epoch, committedIndex);
    }
  }

  /**
   * Whether all commits were sent to it, confirmed or on their way, and come to it as they come.
   */
  boolean isStreaming() {
    return mode == Mode.STREAMING;
  }

  boolean isSilent() {
    return mode == Mode.SILENT;
  }

  void silence() {
    mode = Mode.SILENT;
    image = List.of();
  }

  /** Sends the commits that it lacks, and the marks with the last of them. */
  void push(long epoch, long committedIndex, List<ChannelMark> marks) {
    while (mode == Mode.STREAMING && nextIndex <= log.lastIndex()) {
      List<Commit> commits = log.commitsAfter(nextIndex - 1, APPEND_BYTES_MAX);
      boolean last = nextIndex + commits.size() > log.lastIndex();
      append(commits, epoch, committedIndex, last ? marks : List.of());
    }
  }

  void tell(long epoch, long committedIndex, List<ChannelMark> marks) {
    push(epoch, committedIndex, List.of());
    if (mode == Mode.STREAMING) {
      append(List.of(), epoch, committedIndex, marks);
    }
  }

  void onAppended(long index, long epoch, long committedIndex) {
    if (mode == Mode.SILENT) {
      return;
    }
    confirmedIndex = Math.max(confirmedIndex, index);
    if (mode != Mode.STREAMING) {
      if (!log.canSendAfter(index)) {
        install(epoch);
        return;
      }
      mode = Mode.STREAMING;
      nextIndex = index + 1;
      image = List.of();
    }
    push(epoch, committedIndex, List.of());
  }

  void onInstallTaken(int number, long epoch) {
    if (mode == Mode.INSTALLING) {
      sendChunks(number, epoch);
    }
  }

  void onRefused(Refused m, long epoch, long committedIndex) {
    if (mode == Mode.SILENT || mode == Mode.INSTALLING) {
      return;
    }
    confirmedIndex = -1;
    boolean behind = m.reason() == Refused.Reason.GAP && log.canSendAfter(m.lastIndex());
    if (behind && !probedTip) {
      probedTip = true;
      probeAt(m.lastIndex(), epoch, committedIndex);
    } else {
      install(epoch);
    }
  }

  private void probeAt(long index, long epoch, long committedIndex) {
    mode = Mode.PROBING;
    image = List.of();
    sender.send(
        id,
        new Append(
            partition,
            epoch,
            log.epochAt(index),
            index,
            List.of(),
            Math.min(index, committedIndex),
            List.of()));
  }

  private void append(
      List<Commit> commits, long epoch, long committedIndex, List<ChannelMark> marks) {
    long previous = nextIndex - 1;
    sender.send(
        id,
        new Append(
            partition, epoch, log.epochAt(previous), previous, commits, committedIndex, marks));
    nextIndex += commits.size();
  }

  /** Sends the whole image, whatever the member holds. */
  void install(long epoch) {
    mode = Mode.INSTALLING;
    image = log.chunks();
    nextChunk = 0;
    sendChunks(-1, epoch);
  }

  private void sendChunks(int takenNumber, long epoch) {
    while (nextChunk < image.size() && nextChunk - takenNumber <= CHUNKS_UNDER_WAY_MAX) {
      sender.send(id, new Install(partition, epoch, image.get(nextChunk++)));
    }
  }
}
