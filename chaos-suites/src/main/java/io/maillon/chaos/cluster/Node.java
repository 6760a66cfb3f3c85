package io.maillon.chaos.cluster;

import io.maillon.protocol.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One machine: runs one process of the program at a time. */
public interface Node {
  String name();

  /** What its process binds to, and where the other nodes reach it. */
  String host();

  /**
   * One of its ports, the same through all lives of its process.
   *
   * @param index from 0 to 3
   */
  int port(int index);

  /** Where the suite itself reaches one of its ports; no fault gets in the way of that. */
  Address reach(int index);

  /**
   * HTTP proxy through which its process has to dial the others, so that faults can be put between
   * them; empty = directly.
   */
  default Optional<Address> via() {
    return Optional.empty();
  }

  /** Its own directory, under the path that its process sees. */
  Path directory();

  /** What its process printed, all lives together; a file of the suite's machine. */
  Path log();

  /**
   * Starts its process.
   *
   * @param jvm flags, separated by blanks
   * @param arguments of the program
   * @throws IllegalStateException when one runs
   */
  void start(String jvm, List<String> arguments) throws IOException;

  /** Whether a process runs, frozen or not. */
  boolean isRunning();

  /** How the last process ended: 137 after SIGKILL; empty = it runs, or none was started. */
  Optional<Integer> exitStatus();
}
