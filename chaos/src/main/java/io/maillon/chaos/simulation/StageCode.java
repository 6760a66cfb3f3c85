package io.maillon.chaos.simulation;

import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;

/**
 * The code of one partition in one office. Called by one thread, one call at a time. A process that
 * is killed drops it without another call.
 */
public interface StageCode {
  /**
   * Turns one work into its result.
   *
   * @throws StageCodeException when the code failed; after that only {@link #close()} is called
   */
  WorkResult run(Work work) throws StageCodeException;

  /**
   * The end of the partition's stream is committed; a later owner may be told so again.
   *
   * @throws StageCodeException when the code failed
   */
  default void conclude() throws StageCodeException {}

  /** Wall clock at which it wants to be called again, {@link Long#MAX_VALUE} = not at all. */
  long nextTimerMs();

  /** The partition has moved away while the process lives on. */
  default void close() {}
}
