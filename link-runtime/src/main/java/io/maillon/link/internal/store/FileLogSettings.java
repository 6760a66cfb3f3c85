package io.maillon.link.internal.store;

import io.maillon.link.LogSync;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how one instance keeps its logs.
 *
 * @param directory of this instance alone, made if there is none
 * @param sync what a write waits for
 * @param segmentBytesMin size of a log's first file; later ones double
 * @param segmentBytesMax where doubling ends
 * @param longBytes of this size a log is long, if it also has four times the size of its image
 * @param longCommits likewise with so many commits: small ones take as long to read as large ones
 * @param bytesMax disk space of all logs of the instance together
 * @param lockTimeout how long to wait for a former process to let go of the directory
 */
public record FileLogSettings(
    Path directory,
    LogSync sync,
    int segmentBytesMin,
    int segmentBytesMax,
    long longBytes,
    long longCommits,
    long bytesMax,
    Duration lockTimeout) {

  /**
   * Segments of 256 KiB to 8 MiB, long from 1 MiB or 1,000 commits on, no bound but the disk's, 30
   * s wait.
   */
  public static FileLogSettings of(Path directory, LogSync sync) {
    return new FileLogSettings(
        directory,
        sync,
        256 << 10,
        8 << 20,
        1 << 20,
        1_000,
        Long.MAX_VALUE,
        Duration.ofSeconds(30));
  }
}
