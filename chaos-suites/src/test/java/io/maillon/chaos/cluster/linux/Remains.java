package io.maillon.chaos.cluster.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What runs have left on this machine. */
public final class Remains {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(5);

  private Remains() {}

  /** Fails when anything is left whose name begins like that. */
  public static void expectNone(String prefix) throws IOException {
    Waiting.until(GONE_WITHIN, () -> of(prefix).isEmpty());
    assertEquals(List.of(), of(prefix));
  }

  /** Processes, loop devices, mounts and control groups whose name begins like that. */
  public static List<String> of(String prefix) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(
              process ->
                  ProcFile.environment(process.pid()).contains(Owner.VARIABLE + "=" + prefix))
          .forEach(process -> found.add("process " + process.pid() + " " + process.info()));
    }
    for (String line : Shell.attempt(List.of("losetup", "-l")).text().lines().toList()) {
      if (line.contains(prefix)) {
        found.add(line);
      }
    }
    try (Stream<Path> groups = Files.walk(Path.of("/sys/fs/cgroup"), 2)) {
      groups
          .filter(group -> group.getFileName().toString().startsWith(prefix))
          .forEach(group -> found.add(group.toString()));
    }
    return found;
  }
}
