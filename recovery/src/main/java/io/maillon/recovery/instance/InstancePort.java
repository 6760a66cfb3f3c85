package io.maillon.recovery.instance;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.peer.PeerMessage;

/**
 * What an instance core wants done. Calls come in the order in which they must take effect, on the
 * thread that feeds the core; none may block or call back into the core.
 */
public interface InstancePort {
  /**
   * Sends to a peer over the one connection with it, in order; dials if there is none. Best effort:
   * what is lost is told by {@link InstanceCore#onPeerDisconnected}, after which the core repeats
   * what still matters. A message to the instance itself is delivered in the same way, without a
   * socket, and not before the current call into the core has returned.
   */
  void send(InstanceId peer, PeerMessage message);

  /**
   * Sends to the coordinator; dropped while there is no leader, the core repeats what still matters
   * after {@link InstanceCore#onAttached}.
   */
  void sendCoordinator(ControlMessage message);

  /** Makes the function of a partition ready; comes before any work for it. */
  void open(PartitionId partition, Restored restored);

  /** Runs the function; at most one work of a partition and epoch is under way. */
  void run(PartitionId partition, long epoch, Work work);

  /**
   * The end of the partition's stream is committed: the function does its last act, such as putting
   * a finished file in its place. Answered by {@link InstanceCore#onConcluded}; a later owner may
   * ask for it again.
   */
  void conclude(PartitionId partition, long epoch);

  /** The partition is no longer worked on here in this epoch; a result still under way is void. */
  void close(PartitionId partition, long epoch);
}
