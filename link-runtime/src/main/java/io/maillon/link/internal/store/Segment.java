package io.maillon.link.internal.store;

import io.maillon.link.LogSync;
import io.maillon.recovery.log.LogStoreException;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log file, mapped: a header, records one after the other, zeros up to its end. Owner: the link
 * thread.
 *
 * <p>Invariant: all bytes from {@code used} on are zero, so that no remainder of a torn write can
 * ever be taken for a record.
 */
final class Segment {
  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

  private final Path file;
  private final SegmentHeader header;
  private final MappedByteBuffer map;
  private int used;

  private Segment(Path file, SegmentHeader header, MappedByteBuffer map, int used) {
    this.file = file;
    this.header = header;
    this.map = map;
    this.used = used;
  }

  /**
   * Makes a file that holds these records, followed by room for more; it appears under its name
   * whole or not at all.
   */
  static Segment create(
      Path directory,
      LogFileName name,
      long previousUsedBytes,
      SegmentContent content,
      int roomBytes,
      LogSync sync,
      DiskSpace space) {
    Path file = directory.resolve(name.toString());
    Path draft = directory.resolve(name + ".new");
    long takenBefore = space.takenBytes();
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      space.preallocate(draft, channel, SegmentHeader.BYTES);
      content.writeTo(records -> space.write(draft, channel, records));
      int used = checkedSize(draft, channel.position());
      space.preallocate(draft, channel, roomBytes);
      int size = checkedSize(draft, channel.position());
      MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
      SegmentHeader header = new SegmentHeader(name, size, previousUsedBytes);
      header.write(map);
      if (sync == LogSync.COMMIT) {
        map.force();
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      if (sync == LogSync.COMMIT) {
        LogFiles.force(directory);
      }
      return new Segment(file, header, map, used);
    } catch (IOException | LogStoreException e) {
      space.gaveBack(space.takenBytes() - takenBefore);
      deleteQuietly(draft);
      throw e instanceof LogStoreException refused
          ? refused
          : new LogStoreException("log file " + file + ": expected to make it, got " + e, e);
    }
  }

  /** Opens a file that a former process left; empty when it was never finished. */
  static Optional<Segment> open(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer map =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, checkedSize(file, channel.size()));
      Optional<SegmentHeader> header = SegmentHeader.read(map);
      if (header.isEmpty()
          || header.get().sizeBytes() != map.capacity()
          || !file.endsWith(header.get().name().toString())) {
        return Optional.empty();
      }
      Segment segment = new Segment(file, header.get(), map, SegmentHeader.BYTES);
      segment.skipToTail();
      return Optional.of(segment);
    } catch (IOException e) {
      throw new LogStoreException("log file " + file + ": expected to open it, got " + e, e);
    }
  }

  private static int checkedSize(Path file, long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new LogStoreException(
          "log file "
              + file
              + ": takes "
              + bytes
              + " bytes, expected at most "
              + Integer.MAX_VALUE
              + " for the image of one partition",
          null);
    }
    return (int) bytes;
  }

  /** Finds the last sound record, and wipes what a torn write left behind it. */
  private void skipToTail() {
    for (int next = used; next >= 0; next = RecordFrames.next(map, used)) {
      used = next;
    }
    wipe(used, Math.min(map.capacity(), (used + 7) & ~7));
    int aligned = map.capacity() & ~7;
    for (int at = (used + 7) & ~7; at < aligned; at += 8) {
      if (map.getLong(at) != 0) {
        map.putLong(at, 0);
      }
    }
    wipe(Math.max(used, aligned), map.capacity());
  }

  private void wipe(int from, int to) {
    for (int at = from; at < to; at++) {
      map.put(at, (byte) 0);
    }
  }

  SegmentHeader header() {
    return header;
  }

  int usedBytes() {
    return used;
  }

  int sizeBytes() {
    return map.capacity();
  }

  boolean fits(int bytes) {
    return bytes <= map.capacity() - used;
  }

  /** Adds framed records that fit. */
  void append(ByteBuf records, LogSync sync) {
    int bytes = records.readableBytes();
    map.put(used, records.array(), records.arrayOffset() + records.readerIndex(), bytes);
    if (sync == LogSync.COMMIT) {
      map.force(used, bytes);
    }
    used += bytes;
  }

  /** Shows every record, oldest first. */
  void read(SegmentReader reader) {
    ByteBuffer view = map.duplicate().limit(used);
    for (int at = SegmentHeader.BYTES; at < used; ) {
      int next = at + 8 + view.getInt(at);
      reader.record(RecordFrames.type(view, at), RecordFrames.body(view, at, next));
      at = next;
    }
  }

  /**
   * Removes the file. Cut to nothing first, since the mapping would hold its blocks until it is
   * collected; nobody may touch the segment afterwards.
   */
  void delete(DiskSpace space) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
      Files.delete(file);
      space.gaveBack(map.capacity());
    } catch (IOException e) {
      throw new LogStoreException("log file " + file + ": expected to delete it, got " + e, e);
    }
  }

  /**
   * Removes a file that is superseded already; one that stays is removed when the directory is
   * opened again.
   */
  void drop(DiskSpace space) {
    space.gaveBack(map.capacity());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
      Files.delete(file);
    } catch (IOException e) {
      LOG.warn("log file {} is superseded but can't be deleted: {}", file, e.toString());
    }
  }

  static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // An unfinished file is passed over and removed when the directory is opened again.
    }
  }

  /** Receives records. */
  interface SegmentReader {
    void record(byte type, byte[] body);
  }

  /** Says what a new file begins with. */
  interface SegmentContent {
    /** Nothing. */
    SegmentContent NONE = sink -> {};

    void writeTo(ContentSink sink);
  }

  /** Takes framed records. */
  interface ContentSink {
    void write(ByteBuffer records);
  }
}
