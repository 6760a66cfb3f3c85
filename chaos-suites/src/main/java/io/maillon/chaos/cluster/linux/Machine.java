package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** A node, as the faults of processes, disks and clocks see it. */
public interface Machine {
  String name();

  /** Its process by the id that the suite's machine gives it; empty = none runs. */
  OptionalLong pid();

  /**
   * SIGKILL; waits for the end.
   *
   * @return evidence, that of the signal alone where the end waits for the disk; empty when none
   *     ran
   */
  String kill() throws IOException;

  /**
   * SIGTERM; waits for the end.
   *
   * @return evidence, empty when none ran or when it runs on
   */
  String terminate() throws IOException;

  /** How its last process ended; empty = it runs, or none was started. */
  Optional<Integer> exitStatus();

  /** What its processes get. */
  Limits limits();

  /** The disk below its directory; empty = that is a plain directory. */
  Optional<LoopDisk> disk();

  /** Its wall clock; empty = that of the machine. */
  Optional<ClockShim> clock();
}
