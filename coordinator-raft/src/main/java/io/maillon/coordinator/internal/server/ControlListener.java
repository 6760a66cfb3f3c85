package io.maillon.coordinator.internal.server;

import io.maillon.protocol.control.ControlMessage;

/**
 * What happens on the connections of a {@link ControlServer}. Called on its event loops, per
 * connection in order; an implementation only enqueues.
 */
interface ControlListener {
  void opened(ControlConnection connection);

  /** Ends with {@link ControlConnection#processed} once the message is dealt with. */
  void received(ControlConnection connection, ControlMessage message);

  /** Last event of a connection, also of one that this end closed. */
  void closed(ControlConnection connection);
}
