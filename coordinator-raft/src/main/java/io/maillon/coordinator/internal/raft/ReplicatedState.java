package io.maillon.coordinator.internal.raft;

import java.util.Optional;

/**
 * A deterministic state under Raft. Called under one lock of its {@link StateMachineAdapter}, never
 * by two threads at once; the state's own thread rules need no more.
 */
public interface ReplicatedState {
  /**
   * Whether a command may enter the log, asked on the leader only and outside the lock: it reads
   * the command, never the state.
   *
   * @return why not, or empty
   */
  Optional<String> refusal(byte[] command);

  /**
   * A total function: what is wrong with a command is said in the reply. An exception would stop
   * every node that applies the entry, again after each restart.
   */
  byte[] apply(long index, byte[] command);

  /** Everything, so that {@link #restore} on another node gives an equal state. */
  byte[] snapshot();

  /** Replaces everything; empty = the state before the first command. */
  void restore(Optional<byte[]> snapshot);
}
