package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Takes away what runs have left that were killed with SIGKILL. Any thread. */
public final class Leftovers {
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(5);

  private Leftovers() {}

  /** Processes first: they hold the rest. What can't be taken away stays for the next time. */
  public static void sweep() throws IOException {
    List<ProcessHandle> abandoned = kill(run -> Owner.abandoned(run).isPresent());
    LoopDisk.sweep(); // a process may be waiting for a stalled one before it dies
    awaitEnd(abandoned);
    ControlGroup.sweep();
  }

  /** Kills all processes of one run, children of its nodes' processes included. */
  public static void kill(String run) throws IOException {
    awaitEnd(kill(run::equals));
  }

  private static List<ProcessHandle> kill(Predicate<String> runs) {
    List<ProcessHandle> found = new ArrayList<>();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(process -> run(process.pid()).filter(runs).isPresent()).forEach(found::add);
    }
    found.forEach(ProcessHandle::destroyForcibly);
    return found;
  }

  private static Optional<String> run(long pid) {
    String key = Owner.VARIABLE + "=";
    return ProcFile.environment(pid)
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst();
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws IOException {
    Waiting.until(ENDED_WITHIN, () -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}
