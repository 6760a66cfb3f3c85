package io.maillon.cli.internal.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes that were told to end with this one, which only those are that were started for it,
 * directly or by a process that it started. No other is ever touched.
 */
public final class OwnProcesses {
  private static final long END_WITHIN_MS = 3_000;

  private OwnProcesses() {}

  /** The process of this pid, if it is one of ours and alive. */
  public static Optional<ProcessHandle> find(long pid) {
    return ProcessHandle.of(pid).filter(OwnProcesses::isOurs);
  }

  private static boolean isOurs(ProcessHandle process) {
    String self = Long.toString(ProcessHandle.current().pid());
    List<String> arguments = arguments(process);
    int at = arguments.indexOf(ParentWatch.OPTION);
    return at >= 0 && at + 1 < arguments.size() && arguments.get(at + 1).equals(self);
  }

  /** The JDK tells none of a command line that is longer than 4096 characters, Linux all. */
  private static List<String> arguments(ProcessHandle process) {
    Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0"));
    } catch (IOException e) {
      return Arrays.asList(process.info().arguments().orElse(new String[0]));
    }
  }

  /** Waits until these have ended, and ends those that take too long. */
  public static void awaitEnd(List<Long> pids) throws InterruptedException {
    for (long pid : pids) {
      Optional<ProcessHandle> process = find(pid);
      if (process.isPresent() && !hasEnded(process.get())) {
        process.get().destroyForcibly();
      }
    }
  }

  /**
   * Ends all that are left, such as an instance that was launched but never registered.
   *
   * @param directory in which they keep their files; this process may have others elsewhere
   */
  public static void endAll(Path directory) throws InterruptedException {
    String place = directory.toAbsolutePath() + "/";
    List<ProcessHandle> left =
        ProcessHandle.allProcesses()
            .filter(OwnProcesses::isOurs)
            .filter(p -> arguments(p).stream().anyMatch(argument -> argument.startsWith(place)))
            .toList();
    left.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : left) {
      hasEnded(process);
    }
  }

  private static boolean hasEnded(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(END_WITHIN_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
