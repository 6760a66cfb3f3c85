package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the wall clock of one node's processes: a library that is loaded before the C library, and
 * a file that it maps. Owned by the thread of the cluster.
 */
public final class ClockShim {
  private final Path library;
  private final Path file;
  private final Amounts steps = new Amounts();

  /**
   * @param library made by {@link #compile}
   * @param file where the offset goes
   */
  public ClockShim(Path library, Path file) throws IOException {
    this.library = library;
    this.file = file;
    write();
  }

  /** Makes the library in a directory; empty = there is no C compiler. */
  public static Optional<Path> compile(Path scratch) throws IOException {
    if (!Shell.missing("cc").isEmpty()) {
      return Optional.empty();
    }
    Path source = Scripts.unpack("clockshim.c", scratch);
    Path library = scratch.resolve("clockshim.so");
    Shell.Outcome outcome =
        Shell.attempt(
            Shell.join(
                List.of("cc", "-shared", "-fPIC", "-O1"),
                "-o",
                library.toString(),
                source.toString(),
                "-ldl"));
    return outcome.succeeded() ? Optional.of(library) : Optional.empty();
  }

  /** For the environment of the processes. */
  public Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "CLOCK_SKEW_FILE", file.toString());
  }

  /** Whether that process has it. */
  public boolean moves(long pid) {
    return ProcFile.maps(pid, library) && ProcFile.maps(pid, file);
  }

  /** Moves the clock, by all steps that last. */
  public void add(long stepMs) throws IOException {
    steps.add(stepMs);
    write();
  }

  /** Takes one step back. */
  public void remove(long stepMs) throws IOException {
    steps.remove(stepMs);
    write();
  }

  /** How far the clock is ahead. */
  public long aheadMs() {
    return steps.sum();
  }

  /** In place: processes have the file mapped. */
  private void write() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, steps.sum());
    Files.write(file, bytes.array(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
