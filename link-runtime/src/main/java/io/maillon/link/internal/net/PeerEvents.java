package io.maillon.link.internal.net;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.peer.PeerMessage;

/**
 * What happens on the connections of one life. Called on the link thread, never from within a call
 * to {@link Peers#send}.
 */
public interface PeerEvents {
  void connected(InstanceId peer);

  /**
   * What was sent since the last of these calls may be lost.
   *
   * @param refused whether the peer's host answered that nobody listens there
   */
  void disconnected(InstanceId peer, boolean refused);

  void message(InstanceId peer, PeerMessage message);

  /** A message can't be sent at all, on any connection. */
  void fault(Throwable cause);
}
