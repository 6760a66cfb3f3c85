package io.maillon.chaos.cluster.namespaces;

import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.Program;
import io.maillon.chaos.cluster.linux.ClockShim;
import io.maillon.chaos.cluster.linux.ControlGroup;
import io.maillon.chaos.cluster.linux.LoopDisk;
import io.maillon.chaos.cluster.linux.Machine;
import io.maillon.chaos.cluster.linux.Owner;
import io.maillon.protocol.Address;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One node: a network namespace, a disk, control groups and a clock, as far as there are. Owned by
 * the thread of the cluster, which alone starts and ends its process; any thread may ask.
 */
final class NamespaceNode implements Node, Machine {
  private static final int FIRST_PORT = 7000;
  private static final int PORTS = 4;
  private static final long END_WITHIN_SECONDS = 3;

  /** Puts itself into the control groups named first, then becomes the program. */
  private static final String ENTER =
      "for group in $1; do echo $$ > $group || exit 1; done; shift; exec \"$@\"";

  /** What a node is made of. */
  record Parts(
      String run,
      Network network,
      Path directory,
      Path log,
      ControlGroup limits,
      Optional<LoopDisk> disk,
      Optional<ClockShim> clock,
      Program program) {}

  private final String name;
  private final Parts parts;
  private volatile Process process;

  NamespaceNode(String name, Parts parts) {
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
      throw new IllegalStateException("node " + name + ": pid " + process.pid() + " runs");
    }
    String groups =
        parts.limits().entrances().stream().map(Path::toString).collect(Collectors.joining(" "));
    List<String> command = new ArrayList<>(List.of("sh", "-c", ENTER, "sh", groups));
    command.addAll(parts.network().door(name));
    parts
        .clock()
        .ifPresent(
            clock -> {
              command.add("env");
              clock.environment().forEach((key, value) -> command.add(key + "=" + value));
            });
    List<String> own = new ArrayList<>(arguments);
    own.addAll(List.of("--exit-with", Long.toString(ProcessHandle.current().pid())));
    command.addAll(parts.program().command(jvm, own));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(Owner.VARIABLE, parts.run());
    builder.directory(parts.directory().toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(parts.log().toFile()));
    process = builder.start();
  }

  @Override
  public boolean isRunning() {
    return process != null && process.isAlive();
  }

  @Override
  public Optional<Integer> exitStatus() {
    return process == null || process.isAlive()
        ? Optional.empty()
        : Optional.of(process.exitValue());
  }

  @Override
  public OptionalLong pid() {
    return isRunning() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
  }

  @Override
  public String kill() throws IOException {
    if (!isRunning()) {
      return "";
    }
    process.destroyForcibly();
    String ended = end();
    // It has no choice, but may have to wait for its disk.
    return ended.isEmpty() ? "pid " + process.pid() + " has SIGKILL" : ended;
  }

  @Override
  public String terminate() throws IOException {
    if (!isRunning()) {
      return "";
    }
    process.destroy();
    return end();
  }

  /** Waits for it; empty when it runs on. */
  private String end() throws IOException {
    try {
      return process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)
          ? "pid " + process.pid() + " exited with " + process.exitValue()
          : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + name + " ends");
    }
  }

  @Override
  public ControlGroup limits() {
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
