package io.maillon.chaos.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;

/**
 * What sources and suite tell each other: files with one number each, in a directory that all see.
 * They appear whole.
 *
 * <ul>
 *   <li>{@code start}: from when arrivals count; the suite's, or else that of the first source. In
 *       nanoseconds of {@link System#nanoTime}, which the processes of one machine share and which
 *       no step of a wall clock moves;
 *   <li>{@code end}: where each source partition stops, as a count of its records; the suite's,
 *       where the time is over before the records are;
 *   <li>{@code sent-STAGE-INDEX}: how many records a source partition emitted in all.
 * </ul>
 */
public final class RunFiles {
  private final Path directory;

  public RunFiles(Path directory) {
    this.directory = directory;
  }

  /** How long ago arrivals began; empty before. */
  public OptionalLong sinceStartMs() {
    OptionalLong startNs = startNs();
    return startNs.isEmpty()
        ? startNs
        : OptionalLong.of((System.nanoTime() - startNs.getAsLong()) / 1_000_000);
  }

  OptionalLong startNs() {
    return read("start");
  }

  /** Sets the start, unless somebody has; gives the one that counts. */
  long startNs(long proposalNs) {
    try {
      Path own = write("start", proposalNs);
      try {
        // A link is refused where there is one, and a rename would replace it.
        Files.createLink(directory.resolve("start"), own);
      } catch (FileAlreadyExistsException e) {
        return startNs().orElseThrow(() -> new UncheckedIOException(e));
      } finally {
        Files.delete(own);
      }
      return proposalNs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where each source partition stops; empty = at its last record. */
  public OptionalLong end() {
    return read("end");
  }

  /**
   * Tells all sources to stop after so many records of each partition, rounded up to whole turns.
   * None may be further by then: {@link LedgerPipeline#endBy} gives a count for a time to come.
   */
  public void end(long countPerPartition) {
    put("end", LedgerPartition.wholeTurns(countPerPartition));
  }

  /** How many records a source partition emitted in all; empty = it has not ended. */
  public OptionalLong sent(String stage, int partition) {
    return read("sent-" + stage + "-" + partition);
  }

  void sent(String stage, int partition, long count) {
    put("sent-" + stage + "-" + partition, count);
  }

  private void put(String name, long value) {
    try {
      Files.move(
          write(name, value),
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String name, long value) throws IOException {
    Files.createDirectories(directory);
    // Many processes write, in containers with equal pids too; two at one nanosecond they are not.
    String own = "." + name + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    return Files.writeString(directory.resolve(own), value + "\n");
  }

  private OptionalLong read(String name) {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(directory.resolve(name)).strip()));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (NumberFormatException e) {
      throw new IllegalStateException(
          "file " + directory.resolve(name) + ": expected one whole number", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
