package io.maillon.coordinator.internal.launch;

import io.maillon.coordinator.LaunchException;
import io.maillon.coordinator.LaunchRequest;
import io.maillon.coordinator.LaunchedInstance;
import io.maillon.coordinator.Launcher;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts instances as processes of this machine. */
public final class ProcessLauncher implements Launcher {
  private static final Logger log = LoggerFactory.getLogger(ProcessLauncher.class);

  /** What a process gets to end by itself before it is killed. */
  private static final long GRACE_MS = 1_000;

  private final List<String> command;
  private final LifeLogs logs;

  public ProcessLauncher(List<String> command, Path logDirectory) {
    this.command = List.copyOf(command);
    this.logs = new LifeLogs(logDirectory);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("launch command: empty, expected a program to start");
    }
  }

  @Override
  public LaunchedInstance start(LaunchRequest request) {
    List<String> filled = command.stream().map(word -> fill(word, request)).toList();
    try {
      Path file = logs.next(request.pipeline(), request.name());
      Process process =
          new ProcessBuilder(filled)
              .redirectErrorStream(true)
              .redirectOutput(file.toFile())
              .start();
      process.getOutputStream().close();
      log.info(
          "pipeline {} instance {} started as process {}, log {}",
          request.pipeline(),
          request.name(),
          process.pid(),
          file);
      return new LaunchedProcess(process);
    } catch (IOException e) {
      throw new LaunchException(
          "pipeline "
              + request.pipeline()
              + " instance "
              + request.name()
              + ": cannot start '"
              + String.join(" ", filled)
              + "': "
              + e.getMessage(),
          e);
    }
  }

  private static String fill(String word, LaunchRequest request) {
    return word.replace("{pipeline}", request.pipeline())
        .replace("{name}", request.name())
        .replace(
            "{coordinators}",
            request.coordinators().stream()
                .map(Address::toString)
                .collect(Collectors.joining(",")));
  }

  @Override
  public void stop(LaunchedInstance instance) {
    if (instance instanceof LaunchedProcess launched) {
      launched.end();
    } else {
      throw new IllegalArgumentException(instance + ": expected a process of this launcher");
    }
  }

  private record LaunchedProcess(Process process) implements LaunchedInstance {
    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
      return process.onExit().thenApply(Process::exitValue);
    }

    void end() {
      process.destroy();
      var unused =
          process
              .onExit()
              .orTimeout(GRACE_MS, TimeUnit.MILLISECONDS)
              .exceptionally(
                  late -> {
                    process.destroyForcibly();
                    return process;
                  });
    }
  }
}
