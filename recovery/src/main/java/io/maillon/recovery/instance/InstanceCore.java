package io.maillon.recovery.instance;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.log.LogStores;

/** One life of one instance. */
public final class InstanceCore {
  private final InstanceId self;

  public InstanceCore(InstanceId self, PipelineSpec spec, InstancePort port, LogStores stores) {
    this.self = self;
  }

  public InstanceId self() {
    return self;
  }

  /** The leader pushed what is committed. */
  public void onTopology(Topology topology, long nowNs) {}

  /** The leader granted a claim to this instance, or repeats it. */
  public void onAssign(Assign assign, long nowNs) {}

  /** A leader answered on a new connection: what it may have missed is said again. */
  public void onAttached(long nowNs) {}

  /** The transport has a connection, in either direction, whose far end proved to be this peer. */
  public void onPeerConnected(InstanceId peer, long nowNs) {}

  /**
   * A connection with the peer ended, or could not be made.
   *
   * @param refused whether its host answered that nobody listens there
   */
  public void onPeerDisconnected(InstanceId peer, boolean refused, long nowNs) {}

  public void onPeerMessage(InstanceId peer, PeerMessage message, long nowNs) {}

  /** A function came back. */
  public void onWorked(WorkResult result, long nowNs) {}

  /** A function threw: nothing of the work takes effect. */
  public void onWorkFailed(PartitionId partition, long epoch, String message, long nowNs) {}

  /** To be called about every 10 ms, and whenever a timer is due. */
  public void onTick(long nowNs, long nowMs) {}

  /** What to tell the coordinator; each call counts as one beat. */
  public Heartbeat heartbeat(long loadMilli, long freeBytes, long nowNs) {
    return new Heartbeat(
        self, nowNs, java.util.List.of(), java.util.List.of(), loadMilli, freeBytes);
  }

  /** Throws {@link IllegalStateException} naming the rule that is broken. */
  public void checkInvariants() {}
}
