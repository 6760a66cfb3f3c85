package io.maillon.link.internal.store;

import io.maillon.link.LogSync;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.recovery.log.LogStore;
import io.maillon.recovery.log.StoredLog;
import io.netty.buffer.ByteBuf;
import java.nio.file.Path;
import java.util.List;

/**
 * One partition's log in mapped files: an image, then what was added to it. Owner: the link thread.
 *
 * <p>The files of one generation follow on each other. An image begins a new generation, whose
 * first file appears whole under its name by a rename; only then do the files of the former one go.
 * So a process that dies at any instruction leaves exactly one log. See docs/protocol/file-log.md.
 */
final class FileLogStore implements LogStore {
  /** A log this many times larger than its image is long. */
  private static final int LONG_FACTOR = 4;

  private final Path directory;
  private final FileLogSettings settings;
  private final DiskSpace space;
  private final ByteBuf scratch;
  private final List<Segment> segments;
  private long generation;
  private long imageBytes;
  private long commits;

  /**
   * @param scratch heap buffer shared by all stores of the link thread
   */
  FileLogStore(Path directory, FileLogSettings settings, DiskSpace space, ByteBuf scratch) {
    this.directory = directory;
    this.settings = settings;
    this.space = space;
    this.scratch = scratch;
    segments = LogFiles.open(directory, space);
    generation = segments.isEmpty() ? 0 : segments.get(0).header().name().generation();
  }

  @Override
  public StoredLog load() {
    StoredLogBuilder log = new StoredLogBuilder();
    segments.forEach(segment -> segment.read(log));
    imageBytes = log.imageBytes();
    commits = log.commits();
    return log.build();
  }

  @Override
  public void promise(long epoch) {
    scratch.clear();
    LogRecords.promise(scratch, epoch);
    append(settings.sync());
  }

  @Override
  public void append(List<Commit> added) {
    scratch.clear();
    added.forEach(commit -> LogRecords.commit(scratch, commit));
    append(settings.sync());
    commits += added.size();
  }

  @Override
  public void acknowledge(List<ChannelMark> marks) {
    if (segments.isEmpty()) {
      return;
    }
    scratch.clear();
    LogRecords.marks(scratch, marks);
    append(LogSync.NONE); // A mark that is lost costs a replay, no more.
  }

  @Override
  public boolean isLong() {
    long bytes = 0;
    for (Segment segment : segments) {
      bytes += segment.usedBytes();
    }
    return bytes >= LONG_FACTOR * imageBytes
        && (bytes >= settings.longBytes() || commits >= settings.longCommits())
        && space.has(2 * imageBytes + settings.segmentBytesMin());
  }

  @Override
  public void replace(long promisedEpoch, List<ImageChunk> image) {
    begin(
        sink -> {
          scratch.clear();
          LogRecords.promise(scratch, promisedEpoch);
          LogRecords.imageFollows(scratch);
          sink.write(scratch.nioBuffer());
          for (ImageChunk chunk : image) {
            scratch.clear();
            LogRecords.chunk(scratch, chunk);
            sink.write(scratch.nioBuffer());
          }
        });
  }

  @Override
  public void discard() {
    List<Segment> former = List.copyOf(segments);
    segments.clear();
    imageBytes = 0;
    // The first file first: without it, those that follow on it are no log any more.
    former.forEach(segment -> segment.delete(space));
    LogFiles.deleteTree(directory);
  }

  /** Starts a generation with this content; the former one goes once it stands. */
  private void begin(Segment.SegmentContent content) {
    LogFiles.makeDirectory(directory);
    LogFileName name = new LogFileName(generation + 1, 0);
    Segment first =
        Segment.create(
            directory, name, 0, content, settings.segmentBytesMin(), settings.sync(), space);
    List<Segment> former = List.copyOf(segments);
    segments.clear();
    segments.add(first);
    generation = name.generation();
    imageBytes = first.usedBytes();
    commits = 0;
    former.forEach(segment -> segment.drop(space));
  }

  /** Adds what the scratch buffer holds, all of it to one file. */
  private void append(LogSync sync) {
    int bytes = scratch.readableBytes();
    if (segments.isEmpty()) {
      begin(Segment.SegmentContent.NONE);
    }
    if (!last().fits(bytes)) {
      addSegment(bytes);
    }
    last().append(scratch, sync);
  }

  private void addSegment(int bytes) {
    int number = segments.size();
    long size = (long) settings.segmentBytesMin() << Math.min(number, 16);
    int room = Math.max(bytes, (int) Math.min(size, settings.segmentBytesMax()));
    segments.add(
        Segment.create(
            directory,
            new LogFileName(generation, number),
            last().usedBytes(),
            Segment.SegmentContent.NONE,
            room,
            settings.sync(),
            space));
  }

  private Segment last() {
    return segments.get(segments.size() - 1);
  }
}
