package io.maillon.link.internal.function;

import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;

/**
 * The user code of one partition in one epoch, made by {@link FunctionHost}. Not thread-safe: one
 * thread at a time, with a happens-before edge from each call to the next.
 *
 * <p>After a call that threw, only {@link #close()} may be called: state in memory is then ahead of
 * what is committed.
 */
public interface PartitionFunction {
  /**
   * Runs one work.
   *
   * @throws WorkFailedException when user code threw; its message is what a user should see
   */
  WorkResult run(Work work) throws WorkFailedException;

  /**
   * The end of the partition's stream is committed: the last act, such as putting a file in its
   * place. May be called again, here or by a later owner, also when {@code Restored.finished} was
   * true from the start.
   *
   * @throws WorkFailedException when user code threw
   */
  void finished() throws WorkFailedException;

  /** Lets user code release what it holds; never throws, what it throws is logged. */
  void close();
}
