package io.maillon.chaos.simulation;

import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.Deliver;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.PeerMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where a life is when it is about to send a message. */
final class SendPoints {
  private static final Map<Class<?>, Optional<FaultPoint>> POINTS = new HashMap<>();

  static {
    POINTS.put(Fence.class, Optional.of(FaultPoint.CLAIMED));
    POINTS.put(Fenced.class, Optional.of(FaultPoint.FENCING));
    POINTS.put(Fetch.class, Optional.of(FaultPoint.FETCHING));
    POINTS.put(Fetched.class, Optional.of(FaultPoint.SERVING));
    POINTS.put(Install.class, Optional.of(FaultPoint.INSTALLING));
    POINTS.put(Append.class, Optional.of(FaultPoint.REPLICATING));
    POINTS.put(Appended.class, Optional.of(FaultPoint.CONFIRMING));
    POINTS.put(Deliver.class, Optional.of(FaultPoint.RELEASING));
    POINTS.put(Acknowledge.class, Optional.of(FaultPoint.ACKNOWLEDGING));
    POINTS.put(ChannelOpened.class, Optional.of(FaultPoint.OPENING));
    POINTS.put(Activate.class, Optional.of(FaultPoint.INSTALLED));
    POINTS.put(Finish.class, Optional.of(FaultPoint.FINISHING));
  }

  private SendPoints() {}

  static Optional<FaultPoint> of(PeerMessage message) {
    return POINTS.getOrDefault(message.getClass(), Optional.empty());
  }

  static Optional<FaultPoint> of(ControlMessage message) {
    return POINTS.getOrDefault(message.getClass(), Optional.empty());
  }
}
