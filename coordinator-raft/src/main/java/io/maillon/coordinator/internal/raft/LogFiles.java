package io.maillon.coordinator.internal.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that snapshot and log meet. A node whose snapshots are gone after its log was cut would
 * otherwise run and wait for good for entries that nobody sends it.
 */
final class LogFiles {
  private static final Pattern SEGMENT = Pattern.compile("log_(?:inprogress_)?(\\d+)(?:-\\d+)?");

  private LogFiles() {}

  /**
   * @param directory of the log segments
   * @param snapshotIndex of the newest snapshot, -1 = none
   * @throws IOException naming both ends of the gap
   */
  static void requireNoGap(Path directory, long snapshotIndex) throws IOException {
    OptionalLong first = firstIndex(directory);
    if (first.isPresent() && first.getAsLong() > snapshotIndex + 1) {
      throw new IOException(
          "the newest snapshot ends at index "
              + snapshotIndex
              + " and the log begins at "
              + first.getAsLong()
              + "; expected a snapshot of "
              + (first.getAsLong() - 1)
              + " or later, or an empty directory to copy everything from the other coordinators");
    }
  }

  private static OptionalLong firstIndex(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(f -> SEGMENT.matcher(f.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(m -> Long.parseLong(m.group(1)))
          .min();
    }
  }
}
