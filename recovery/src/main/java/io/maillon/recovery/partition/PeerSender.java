package io.maillon.recovery.partition;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.peer.PeerMessage;

/** Sends to a peer, in order, best effort. */
@FunctionalInterface
public interface PeerSender {
  void send(InstanceId peer, PeerMessage message);
}
