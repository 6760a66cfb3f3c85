package io.maillon.coordinator;

/**
 * Ends the process after a fault that leaves this coordinator's state suspect, such as a log that
 * could not be written. A supervisor is expected to start it again.
 */
@FunctionalInterface
public interface HaltHook {
  /** Exit status of a process that halted itself; no other part of Maillon exits with it. */
  int EXIT_STATUS = 70;

  /** Halts the JVM at once, without shutdown hooks: they could wait for what is broken. */
  HaltHook JVM = (status, reason) -> Runtime.getRuntime().halt(status);

  /**
   * Called at most once, on any thread.
   *
   * @param status {@link #EXIT_STATUS}
   * @param reason for people; already logged
   */
  void halt(int status, String reason);
}
