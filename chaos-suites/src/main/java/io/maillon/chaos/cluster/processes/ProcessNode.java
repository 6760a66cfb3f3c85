package io.maillon.chaos.cluster.processes;

import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.Program;
import io.maillon.chaos.cluster.heap.HeapAgent;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A directory, four ports, a proxy, and at most one process. */
final class ProcessNode implements Node {
  private static final long END_WITHIN_MS = 5_000;

  private final String name;
  private final Path directory;
  private final List<Integer> ports;
  private final Address via;
  private final Program program;
  private volatile Process process;
  private int suspensions;

  ProcessNode(String name, Path directory, List<Integer> ports, Address via, Program program) {
    this.name = name;
    this.directory = directory;
    this.ports = List.copyOf(ports);
    this.via = via;
    this.program = program;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port(int index) {
    return ports.get(index);
  }

  @Override
  public Address reach(int index) {
    return new Address(host(), port(index));
  }

  @Override
  public Optional<Address> via() {
    return Optional.of(via);
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Path log() {
    return directory.resolveSibling(name + ".log");
  }

  @Override
  public void start(String jvm, List<String> arguments) throws IOException {
    if (isRunning()) {
      throw new IllegalStateException("node " + name + " runs pid " + process.pid());
    }
    Files.createDirectories(directory);
    List<String> own = new ArrayList<>(arguments);
    own.add("--exit-with");
    own.add(Long.toString(ProcessHandle.current().pid()));
    process =
        new ProcessBuilder(program.command(jvm, own))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    process.getOutputStream().close();
  }

  /** Id of its last process. */
  long pid() {
    return process.pid();
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

  /**
   * SIGKILL, and the end of it.
   *
   * @return what was seen; empty when nothing ran
   */
  String kill() throws IOException {
    if (!isRunning()) {
      return "";
    }
    process.destroyForcibly();
    return end();
  }

  /** The same with SIGTERM. */
  String terminate() throws IOException {
    if (!isRunning()) {
      return "";
    }
    process.destroy();
    return end();
  }

  /**
   * Fills its heap.
   *
   * @param agent jar of {@link HeapAgent}
   * @return what was seen; empty when it did not end of that
   */
  String exhaust(Path agent) throws IOException {
    if (!isRunning() || isSuspended() || !HeapAgent.load(agent, process.pid())) {
      return "";
    }
    String ended = end();
    return !isRunning() && process.exitValue() == HeapAgent.EXIT_STATUS
        ? "out of memory: " + ended
        : "";
  }

  /** Waits for it; empty when it takes too long. */
  private String end() {
    try {
      return process.waitFor(END_WITHIN_MS, TimeUnit.MILLISECONDS)
          ? "pid " + process.pid() + " exited with " + process.exitValue()
          : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private synchronized boolean isSuspended() {
    return suspensions > 0;
  }

  /**
   * SIGSTOP. It lasts until as many calls of {@link #resume} as there were of this.
   *
   * @return what was seen; empty when nothing ran
   */
  synchronized String suspend() throws IOException {
    suspensions++;
    return signal("STOP");
  }

  /**
   * SIGCONT, when nothing else holds it.
   *
   * @return what was seen; empty when nothing ran
   */
  synchronized String resume() throws IOException {
    suspensions--;
    return suspensions > 0 ? "still stopped" : signal("CONT");
  }

  private String signal(String signal) throws IOException {
    if (!isRunning()) {
      return "";
    }
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    try {
      return kill.waitFor() == 0 ? "pid " + process.pid() + " got SIG" + signal : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
