package io.maillon.recovery.instance;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.PeerView;
import io.maillon.protocol.peer.Ping;
import io.maillon.recovery.partition.PeerSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The instances that this one speaks with: dials again what is needed and gone, and asks for
 * answers so that peers can speak for each other.
 */
final class Peers {
  private static final long NS_PER_MS = 1_000_000;
  private static final long PING_INTERVAL_NS = 100_000_000;
  private static final long FRESH_NS = 300_000_000;
  private static final long BACK_OFF_MIN_NS = 10_000_000;
  private static final long BACK_OFF_MAX_NS = 500_000_000;

  private static final class Peer {
    boolean connected;
    boolean everAnswered;
    boolean closed;
    long closedAtNs;
    long answeredAtNs;
    long nextPingNs;
    long nextDialNs;
    long backOffNs = BACK_OFF_MIN_NS;
  }

  private final PeerSender sender;
  private final Map<InstanceId, Peer> peers = new TreeMap<>();
  private long pings;

  Peers(PeerSender sender) {
    this.sender = sender;
  }

  void onConnected(InstanceId id) {
    Peer peer = peers.computeIfAbsent(id, i -> new Peer());
    peer.connected = true;
    peer.closed = false;
    peer.backOffNs = BACK_OFF_MIN_NS;
  }

  void onDisconnected(InstanceId id, boolean refused, long nowNs) {
    Peer peer = peers.computeIfAbsent(id, i -> new Peer());
    if (!peer.closed && (refused || peer.connected)) {
      peer.closed = true;
      peer.closedAtNs = nowNs;
    }
    peer.connected = false;
    peer.nextDialNs = nowNs + peer.backOffNs;
    peer.backOffNs = Math.min(2 * peer.backOffNs, BACK_OFF_MAX_NS);
  }

  void onAnswer(InstanceId id, long nowNs) {
    Peer peer = peers.get(id);
    if (peer != null) {
      peer.everAnswered = true;
      peer.answeredAtNs = nowNs;
    }
  }

  /** Drops instances that no longer matter. */
  void retain(Set<InstanceId> known) {
    peers.keySet().retainAll(known);
  }

  /** Dials peers that are needed, and pings those that are there. */
  void onTick(Set<InstanceId> needed, long nowNs) {
    for (InstanceId id : needed) {
      Peer peer = peers.computeIfAbsent(id, i -> new Peer());
      if (!peer.connected && nowNs >= peer.nextDialNs) {
        peer.nextDialNs = nowNs + BACK_OFF_MAX_NS;
        sender.send(id, new Ping(++pings));
      }
    }
    for (Map.Entry<InstanceId, Peer> entry : peers.entrySet()) {
      Peer peer = entry.getValue();
      if (peer.connected && nowNs >= peer.nextPingNs) {
        peer.nextPingNs = nowNs + PING_INTERVAL_NS;
        sender.send(entry.getKey(), new Ping(++pings));
      }
    }
  }

  List<PeerView> views(long nowNs) {
    List<PeerView> views = new ArrayList<>();
    peers.forEach(
        (id, peer) -> {
          long silentNs = nowNs - peer.answeredAtNs;
          if (peer.connected && peer.everAnswered && silentNs < FRESH_NS) {
            views.add(new PeerView(id, PeerView.State.REACHABLE, silentNs / NS_PER_MS));
          } else if (peer.closed) {
            long agoNs = nowNs - peer.closedAtNs;
            views.add(new PeerView(id, PeerView.State.CLOSED, agoNs / NS_PER_MS));
          } else if (peer.everAnswered) {
            long agoNs = Math.max(0, silentNs - FRESH_NS);
            views.add(new PeerView(id, PeerView.State.UNREACHABLE, agoNs / NS_PER_MS));
          }
        });
    return views;
  }
}
