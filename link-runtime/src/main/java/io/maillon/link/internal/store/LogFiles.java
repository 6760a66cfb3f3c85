package io.maillon.link.internal.store;

import io.maillon.recovery.log.LogStoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a former process left in the directory of one partition's log. */
final class LogFiles {
  private LogFiles() {}

  /**
   * Opens the segments of the newest generation, in order, up to the first one that doesn't follow
   * on the one before; removes everything else.
   */
  static List<Segment> open(Path directory, DiskSpace space) {
    List<LogFileName> names = names(directory);
    List<Segment> segments = new ArrayList<>();
    long generation = names.isEmpty() ? 0 : names.get(names.size() - 1).generation();
    for (LogFileName name : names) {
      Path file = directory.resolve(name.toString());
      Optional<Segment> segment =
          name.generation() == generation && name.segment() == segments.size()
              ? Segment.open(file)
              : Optional.empty();
      if (segment.isPresent() && follows(segments, segment.get())) {
        segments.add(segment.get());
        space.found(segment.get().sizeBytes());
      } else {
        Segment.deleteQuietly(file);
      }
    }
    return segments;
  }

  private static boolean follows(List<Segment> segments, Segment next) {
    long expected = segments.isEmpty() ? 0 : segments.get(segments.size() - 1).usedBytes();
    return next.header().previousUsedBytes() == expected;
  }

  /** Sorted; drafts that were never finished are removed on the way. */
  private static List<LogFileName> names(Path directory) {
    List<LogFileName> names = new ArrayList<>();
    for (Path file : list(directory)) {
      Optional<LogFileName> name = LogFileName.parse(file.getFileName().toString());
      if (name.isPresent()) {
        names.add(name.get());
      } else {
        Segment.deleteQuietly(file);
      }
    }
    names.sort(null);
    return names;
  }

  static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new LogStoreException("log directory " + directory + ": can't be read: " + e, e);
    }
  }

  static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new LogStoreException("log directory " + directory + ": can't be made: " + e, e);
    }
  }

  /** Makes the names in a directory durable. */
  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes a directory and what is in it. */
  static void deleteTree(Path directory) {
    try {
      for (Path entry : list(directory)) {
        if (Files.isDirectory(entry)) {
          deleteTree(entry);
        } else {
          Files.delete(entry);
        }
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new LogStoreException("log directory " + directory + ": can't be removed: " + e, e);
    }
  }
}
