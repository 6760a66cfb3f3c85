package io.maillon.chaos.containers;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.linux.ClockShim;
import io.maillon.chaos.cluster.linux.Effect;
import io.maillon.chaos.cluster.linux.LoopDisk;
import io.maillon.chaos.cluster.linux.Machine;
import io.maillon.chaos.cluster.linux.ProcFile;
import io.maillon.chaos.cluster.linux.Shell;
import io.maillon.chaos.cluster.linux.Waiting;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One node: a keeper of its network, and a container for each life of its program. Owned by the
 * thread of the cluster.
 */
final class ContainerNode implements Node, Machine {
  private static final int FIRST_PORT = 7000;
  private static final int PORTS = 4;
  private static final Duration END_WITHIN = Duration.ofSeconds(5);

  /** Becomes the program, with its output in a file of the suite's machine. */
  private static final String LOGGED = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1";

  /** What a node is made of. */
  record Parts(
      String run,
      Engine engine,
      NodeNetwork network,
      String image,
      String main,
      Path shared,
      Path scratch,
      Path directory,
      Path log,
      ContainerLimits limits,
      Optional<LoopDisk> disk,
      Optional<ClockShim> clock) {}

  private final String name;
  private final Parts parts;
  private Optional<Life> life = Optional.empty();
  private int lives;
  private int freezes;

  /** One container; the start of its process tells it from a later one of the same id. */
  private record Life(String container, long pid, Optional<String> start) {}

  ContainerNode(String name, Parts parts) {
    this.name = name;
    this.parts = parts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String host() {
    return parts.network().address(name);
  }

  @Override
  public int port(int index) {
    if (index < 0 || index >= PORTS) {
      throw new IllegalArgumentException("port " + index + ": expected 0 to " + (PORTS - 1));
    }
    return FIRST_PORT + index;
  }

  /** The engine's bridge is one of this machine, and rules are only against other nodes. */
  @Override
  public Address reach(int index) {
    return new Address(host(), port(index));
  }

  @Override
  public Path directory() {
    return parts.directory();
  }

  @Override
  public Path log() {
    return parts.log();
  }

  @Override
  public void start(String jvm, List<String> arguments) throws IOException {
    if (isRunning()) {
      throw new IllegalStateException("node " + name + " runs");
    }
    if (life.isPresent()) {
      parts.engine().remove(life.get().container());
      life = Optional.empty();
    }
    freezes = 0;
    List<String> environment = new ArrayList<>();
    parts
        .clock()
        .ifPresent(
            clock ->
                clock.environment().forEach((key, value) -> environment.add(key + "=" + value)));
    String container =
        parts
            .engine()
            .program(
                parts.run(),
                parts.run() + "-" + name + "-" + ++lives,
                parts.image(),
                parts.network().keeper(name),
                mounts(arguments),
                environment,
                parts.directory(),
                command(jvm, arguments));
    long pid = parts.engine().state(container).getPidLong();
    life = Optional.of(new Life(container, pid, ProcFile.start(pid)));
    if (pid != 0) {
      parts.limits().enter(pid);
    }
  }

  /** What all lives see, and files that the arguments name, such as a user's jars. */
  private List<Path> mounts(List<String> arguments) {
    List<Path> mounts =
        new ArrayList<>(List.of(parts.directory(), parts.shared(), parts.scratch(), parts.log()));
    arguments.stream()
        .filter(argument -> argument.startsWith("/"))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .filter(file -> mounts.stream().noneMatch(file::startsWith))
        .distinct()
        .forEach(mounts::add);
    return mounts;
  }

  private List<String> command(String jvm, List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", LOGGED, "sh", parts.log().toString(), "java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-XX:+ExitOnOutOfMemoryError");
    if (!jvm.isBlank()) {
      command.addAll(List.of(jvm.strip().split("\\s+")));
    }
    command.addAll(List.of("-cp", "/opt/maillon/lib/*"));
    command.add(parts.main());
    command.addAll(arguments);
    return command;
  }

  @Override
  public boolean isRunning() {
    return life.isPresent()
        && life.get().start().isPresent()
        && ProcFile.start(life.get().pid()).equals(life.get().start())
        && !ProcFile.state(life.get().pid()).equals(Optional.of("Z"));
  }

  @Override
  public Optional<Integer> exitStatus() {
    if (life.isEmpty() || isRunning()) {
      return Optional.empty();
    }
    try {
      // The process is gone a little before the engine has written down how it ended.
      Waiting.until(END_WITHIN, () -> !state().getRunning());
      return Optional.of(state().getExitCodeLong().intValue());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private InspectContainerResponse.ContainerState state() throws IOException {
    return parts.engine().state(life.orElseThrow().container());
  }

  @Override
  public OptionalLong pid() {
    return isRunning() ? OptionalLong.of(life.orElseThrow().pid()) : OptionalLong.empty();
  }

  @Override
  public String kill() throws IOException {
    if (!isRunning()) {
      return "";
    }
    String container = life.orElseThrow().container();
    if (freezes > 0) {
      // The engine refuses to kill what is paused: the signal first, so that it never runs on.
      Shell.run("kill", "-KILL", Long.toString(life.orElseThrow().pid()));
      parts.engine().unpause(container);
      freezes = 0;
    } else if (!signalled(container, "KILL")) {
      return "";
    }
    String ended = end(container);
    // It has no choice, but may have to wait for its disk.
    return ended.isEmpty() ? container.substring(0, 12) + " has SIGKILL" : ended;
  }

  /** The engine refuses signals to what is paused. */
  @Override
  public String terminate() throws IOException {
    if (!isRunning() || freezes > 0) {
      return "";
    }
    String container = life.orElseThrow().container();
    return signalled(container, "TERM") ? end(container) : "";
  }

  /** The engine refuses to signal a process that ended a moment ago: then nothing was done. */
  private boolean signalled(String container, String signal) throws IOException {
    try {
      parts.engine().signal(container, signal);
      return true;
    } catch (IOException e) {
      if (Waiting.until(END_WITHIN, () -> !isRunning())) {
        return false;
      }
      throw e;
    }
  }

  /** Waits for it; empty when it runs on. */
  private String end(String container) throws IOException {
    return Waiting.until(END_WITHIN, () -> !isRunning())
        ? container.substring(0, 12) + " exited with " + exitStatus().orElse(-1)
        : "";
  }

  /** Pauses its container; a start gives it a new one, which runs. */
  Effect freeze() throws IOException {
    if (!isRunning()) {
      return Effect.once("");
    }
    Life frozen = life.orElseThrow();
    if (freezes++ == 0) {
      parts.engine().pause(frozen.container());
    }
    String evidence = state().getPaused() ? frozen.container().substring(0, 12) + " is paused" : "";
    return Effect.of(evidence, () -> thaw(frozen));
  }

  private String thaw(Life frozen) throws IOException {
    String container = frozen.container().substring(0, 12);
    if (life.isEmpty() || !life.get().equals(frozen) || freezes == 0) {
      return container + " is not paused any more";
    }
    if (--freezes > 0) {
      return container + " stays paused";
    }
    parts.engine().unpause(frozen.container());
    return state().getPaused() ? "" : container + " runs on";
  }

  @Override
  public ContainerLimits limits() {
    return parts.limits();
  }

  @Override
  public Optional<LoopDisk> disk() {
    return parts.disk();
  }

  @Override
  public Optional<ClockShim> clock() {
    return parts.clock();
  }

  @Override
  public String toString() {
    return name;
  }
}
