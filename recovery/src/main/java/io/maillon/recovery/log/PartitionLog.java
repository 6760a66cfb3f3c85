package io.maillon.recovery.log;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import java.util.ArrayList;
import java.util.List;

/**
 * The log of one partition in memory: an image, and the commits behind it that are still kept.
 *
 * <p>Invariant: {@code keptAfter <= image.index <= lastIndex}. Commits up to the image's index are
 * folded in; those after {@code keptAfter} can still be sent to a member that lacks them.
 */
public final class PartitionLog {
  private final PartitionImage image;
  private final Ring<Commit> tail = new Ring<>();
  private long keptAfter;
  private long keptAfterEpoch;
  private long lastIndex;
  private long lastEpoch;
  private long lastOffset;
  private long unfoldedBytes;
  private long keptBytes;

  private PartitionLog(PartitionImage image) {
    this.image = image;
    keptAfter = image.index();
    keptAfterEpoch = image.epoch();
    lastIndex = image.index();
    lastEpoch = image.epoch();
    lastOffset = image.lastOffset();
  }

  /** The log of a partition that starts anew and numbers its outputs from the next offset on. */
  public static PartitionLog startingAfter(long lastOffset) {
    return new PartitionLog(PartitionImage.startingAfter(lastOffset));
  }

  /** From all chunks of an image, in order. */
  public static PartitionLog of(List<ImageChunk> chunks) {
    return new PartitionLog(PartitionImage.of(chunks));
  }

  public static PartitionLog of(StoredLog stored) {
    PartitionLog log =
        stored.image().isEmpty() ? startingAfter(0) : PartitionLog.of(stored.image());
    stored.commits().forEach(log::append);
    log.foldTo(log.lastIndex());
    stored.marks().forEach(m -> log.acknowledge(m.target(), m.ackedOffset()));
    log.forgetTo(log.lastIndex());
    return log;
  }

  public PartitionImage image() {
    return image;
  }

  public long lastIndex() {
    return lastIndex;
  }

  /** Epoch of the last commit. */
  public long lastEpoch() {
    return lastEpoch;
  }

  /** Newest output, folded in or not. */
  public long lastOffset() {
    return lastOffset;
  }

  /** Memory of the commits that are not folded in. */
  public long unfoldedBytes() {
    return unfoldedBytes;
  }

  /** Memory of the commits that are kept one by one, folded in or not. */
  public long keptBytes() {
    return keptBytes;
  }

  /** Whether this log certainly has the commit; false also when it no longer knows. */
  public boolean holds(long epoch, long index) {
    if (index == lastIndex) {
      return epoch == lastEpoch;
    }
    return index >= keptAfter && index < lastIndex && epochAt(index) == epoch;
  }

  /** Whether the commits after the index are still kept one by one. */
  public boolean canSendAfter(long index) {
    return index >= keptAfter && index <= lastIndex && epochAt(index) >= 0;
  }

  /** Epoch of the commit at the index, -1 = no longer known. */
  public long epochAt(long index) {
    if (index == lastIndex) {
      return lastEpoch;
    }
    if (index == keptAfter) {
      return keptAfterEpoch;
    }
    return index > keptAfter && index <= lastIndex ? at(index).epoch() : -1;
  }

  /** Commits after the index, in order, up to a size, at least one if there is one. */
  public List<Commit> commitsAfter(long index, long bytesMax) {
    List<Commit> commits = new ArrayList<>();
    long bytes = 0;
    for (long i = index + 1; i <= lastIndex; i++) {
      Commit commit = at(i);
      bytes += commit.sizeBytes();
      if (!commits.isEmpty() && bytes > bytesMax) {
        break;
      }
      commits.add(commit);
    }
    return commits;
  }

  public void append(Commit commit) {
    if (commit.index() != lastIndex + 1 || commit.epoch() < lastEpoch) {
      throw new IllegalStateException(
          "commit "
              + commit.epoch()
              + "/"
              + commit.index()
              + " after "
              + lastEpoch
              + "/"
              + lastIndex);
    }
    tail.addLast(commit);
    lastIndex = commit.index();
    lastEpoch = commit.epoch();
    unfoldedBytes += commit.sizeBytes();
    keptBytes += commit.sizeBytes();
    if (!commit.outputs().isEmpty()) {
      lastOffset = commit.outputs().get(commit.outputs().size() - 1).lastOffset();
    }
  }

  /** Folds commits up to the index into the image. */
  public void foldTo(long index) {
    for (long i = image.index() + 1; i <= Math.min(index, lastIndex); i++) {
      Commit commit = at(i);
      unfoldedBytes -= commit.sizeBytes();
      image.fold(commit);
    }
  }

  /** Stops keeping commits up to the index, as far as they are folded in. */
  public void forgetTo(long index) {
    long upTo = Math.min(index, image.index());
    while (keptAfter < upTo) {
      Commit forgotten = tail.removeFirst();
      keptAfterEpoch = forgotten.epoch();
      keptBytes -= forgotten.sizeBytes();
      keptAfter++;
    }
  }

  /** The target has these; returns how many batches were dropped from the in-flight log. */
  public int acknowledge(PartitionId target, long offset) {
    return image.acknowledge(target, offset);
  }

  public List<ChannelMark> marks() {
    return image.channels().stream().map(OutputQueue::mark).toList();
  }

  /** The whole log as one image, the commits not folded in included. */
  public List<ImageChunk> chunks() {
    if (image.index() == lastIndex) {
      return image.chunks();
    }
    PartitionImage whole = image.copy();
    for (long i = image.index() + 1; i <= lastIndex; i++) {
      whole.fold(at(i));
    }
    return whole.chunks();
  }

  public void checkInvariants() {
    if (keptAfter > image.index()
        || image.index() > lastIndex
        || lastIndex - keptAfter != tail.size()) {
      throw new IllegalStateException(
          "log kept after "
              + keptAfter
              + ", image "
              + image.index()
              + ", last "
              + lastIndex
              + ", "
              + tail.size()
              + " commits kept");
    }
  }

  private Commit at(long index) {
    return tail.get((int) (index - keptAfter - 1));
  }
}
