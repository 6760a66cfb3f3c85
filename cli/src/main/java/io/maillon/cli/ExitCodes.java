package io.maillon.cli;

/** Exit statuses of every command; part of the contract with scripts. */
public final class ExitCodes {
  public static final int DONE = 0;

  /** The pipeline failed, or the demo's result is not what it should be. */
  public static final int FAILED = 1;

  /** A flag, a pipeline file or something that it names is wrong; nothing was started. */
  public static final int USAGE = 2;

  /**
   * More failed than the replication covers; an operator has to decide. The JVM's own status after
   * an OutOfMemoryError is 3 too; its last line tells them apart.
   */
  public static final int DATA_LOSS = 3;

  /** No coordinator answers. */
  public static final int UNREACHABLE = 4;

  /** A checker convicts the history. */
  public static final int INVALID = 1;

  /** A checker could not tell; no script may take it for VALID. */
  public static final int UNKNOWN = 2;

  private ExitCodes() {}
}
