package io.maillon.coordinator.internal.raft;

/**
 * What Raft tells this node, for an implementation that only enqueues. {@link #leaderReady} and
 * {@link #applied} come in order on the one thread that applies; {@link #leaderLost} on any.
 */
public interface RaftEvents {
  /**
   * This node leads, and has applied everything that was committed before its term. May come late:
   * {@link RaftNode#leads} says whether it is still so.
   *
   * @param index of the last entry in the snapshot; the next {@link #applied} is beyond it
   * @param snapshot of the state
   */
  void leaderReady(long index, byte[] snapshot);

  /** This node ceased to lead; what it proposed and saw no answer for may be applied or not. */
  void leaderLost();

  /** An entry was applied to the state of this node, whether it leads or not. */
  void applied(long index, byte[] command, byte[] reply);
}
