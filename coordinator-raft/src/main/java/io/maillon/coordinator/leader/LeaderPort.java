package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Command;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.ControlMessage;

/** What a leader wants done. None of it may block or call back into the core. */
public interface LeaderPort {
  /**
   * Submits to Raft. Ends in {@link LeaderCore#onApplied}, or in {@link
   * LeaderCore#onProposalFailed} when it is not known whether it was or will be applied.
   */
  void propose(Command command);

  void send(long connection, ControlMessage message);

  /** Starts a life of an instance; its end is told by {@link LeaderCore#onProcessExited}. */
  void launch(String pipeline, String name);

  /** Ends the process that was launched last under this name, if it is still there. */
  void terminate(String pipeline, String name);

  /** Dials, to see whether the host refuses; answered by {@link LeaderCore#onProbed}. */
  void probe(String pipeline, InstanceId instance, Address address);
}
