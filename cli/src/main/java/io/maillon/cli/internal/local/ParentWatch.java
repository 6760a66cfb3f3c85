package io.maillon.cli.internal.local;

import java.util.Optional;

/** Ends this process together with another one, however that one ends. */
public final class ParentWatch {
  /** On command lines, before the pid. */
  public static final String OPTION = "--exit-with";

  /** As after SIGTERM. */
  private static final int EXIT_STATUS = 143;

  private ParentWatch() {}

  /**
   * Halts this JVM when the process has ended; at once when there is none. Without shutdown hooks:
   * whoever would wait for them is gone.
   */
  public static void exitWith(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      Runtime.getRuntime().halt(EXIT_STATUS);
    }
    var unused = process.get().onExit().thenRun(() -> Runtime.getRuntime().halt(EXIT_STATUS));
  }
}
