package io.maillon.link.internal.store;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.StoredLog;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts a stored log together from its records, read in order. */
final class StoredLogBuilder implements Segment.SegmentReader {
  private final List<ImageChunk> image = new ArrayList<>();
  private final List<Commit> commits = new ArrayList<>();
  private final SortedMap<PartitionId, ChannelMark> marks = new TreeMap<>();
  private boolean exists;
  private long promisedEpoch;
  private long imageBytes;

  @Override
  public void record(byte type, byte[] body) {
    switch (type) {
      case LogRecords.PROMISE -> promisedEpoch = Math.max(promisedEpoch, LogRecords.promise(body));
      case LogRecords.IMAGE -> exists = true;
      case LogRecords.CHUNK -> {
        imageBytes += body.length;
        image.add(LogRecords.chunk(body));
      }
      case LogRecords.COMMIT -> {
        exists = true;
        commits.add(LogRecords.commit(body));
      }
      case LogRecords.MARKS -> LogRecords.marks(body).forEach(this::mark);
      default ->
          throw new IllegalStateException(
              "log record of type " + type + ": expected " + LogRecords.TYPES);
    }
  }

  private void mark(ChannelMark mark) {
    ChannelMark before = marks.get(mark.target());
    if (before == null || before.ackedOffset() <= mark.ackedOffset()) {
      marks.put(mark.target(), mark);
    }
  }

  /** About the size of the image in the file. */
  long imageBytes() {
    return imageBytes;
  }

  int commits() {
    return commits.size();
  }

  StoredLog build() {
    return new StoredLog(exists, promisedEpoch, image, commits, List.copyOf(marks.values()));
  }
}
