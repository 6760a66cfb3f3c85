package io.maillon.chaos.simulation;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.peer.PeerMessage;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The connections of one life with its peers, at most one in use with each. */
final class PeerLinks {
  private final World world;
  private final Life life;
  private final Map<InstanceId, PeerLink> links = new TreeMap<>();
  private final Set<InstanceId> known = new TreeSet<>();

  PeerLinks(World world, Life life) {
    this.world = world;
    this.life = life;
  }

  void onTopology(Topology topology) {
    if (topology.full()) {
      known.clear();
    }
    for (InstanceEntry entry : topology.instances()) {
      known.add(entry.instance());
    }
  }

  boolean knows(InstanceId peer) {
    return known.contains(peer);
  }

  void send(InstanceId peer, PeerMessage message) {
    with(peer).send(message);
  }

  PeerLink with(InstanceId peer) {
    return links.computeIfAbsent(peer, p -> new PeerLink(world, life, p));
  }

  void end() {
    links.values().forEach(PeerLink::end);
    links.clear();
  }
}
