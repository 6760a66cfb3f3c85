package io.maillon.cli.internal.local;

import io.maillon.chaos.cluster.processes.FreePorts;
import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A cluster of coordinators, each a process of this machine that ends with this one. Whatever ends
 * otherwise is started again by {@link #respawn}. Owned by one thread.
 */
public final class CoordinatorProcesses implements AutoCloseable {
  private static final int RESPAWNS_MAX = 1000;

  private final List<CoordinatorPeer> peers = new ArrayList<>();
  private final Map<String, Process> processes = new TreeMap<>();
  private final Path directory;
  private final String instanceJvm;
  private int respawns;

  /**
   * @param directory for storage and logs of all of them
   * @param instanceJvm flags of the instances that they launch
   */
  public CoordinatorProcesses(int count, Path directory, String instanceJvm) {
    this.directory = directory;
    this.instanceJvm = instanceJvm;
    List<Integer> ports = FreePorts.find(2 * count);
    for (int i = 0; i < count; i++) {
      peers.add(
          new CoordinatorPeer("c" + (i + 1), "127.0.0.1", ports.get(2 * i), ports.get(2 * i + 1)));
    }
    peers.forEach(peer -> processes.put(peer.id(), start(peer)));
  }

  public List<Address> addresses() {
    return peers.stream().map(CoordinatorPeer::controlAddress).toList();
  }

  public int alive() {
    return (int) processes.values().stream().filter(Process::isAlive).count();
  }

  /** SIGKILL. */
  public void kill(String id) {
    processes.get(id).destroyForcibly();
  }

  /** Starts again whatever ended. */
  public void respawn() {
    for (CoordinatorPeer peer : peers) {
      if (!processes.get(peer.id()).isAlive()) {
        if (++respawns > RESPAWNS_MAX) {
          throw new CommandFailure(
              ExitCodes.FAILED,
              "coordinator " + peer.id() + " ends again and again: see " + log(peer));
        }
        processes.put(peer.id(), start(peer));
      }
    }
  }

  private Process start(CoordinatorPeer peer) {
    List<String> command =
        JavaCommand.maillon(
            JavaCommand.COORDINATOR_JVM,
            List.of(
                "coordinator",
                "--id",
                peer.id(),
                "--peers",
                peers.stream().map(CoordinatorPeer::toString).collect(Collectors.joining(",")),
                "--storage",
                directory.resolve(peer.id()).toString(),
                "--launch",
                "processes",
                "--instance-jvm",
                instanceJvm,
                "--instance-dir",
                directory.resolve("instances").toString(),
                ParentWatch.OPTION,
                Long.toString(ProcessHandle.current().pid())));
    try {
      Files.createDirectories(directory);
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log(peer).toFile()))
          .start();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCodes.FAILED, "coordinator " + peer.id() + " can't be started: " + e.getMessage(), e);
    }
  }

  private Path log(CoordinatorPeer peer) {
    return directory.resolve(peer.id() + ".log");
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    boolean interrupted = false;
    for (Process process : processes.values()) {
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
