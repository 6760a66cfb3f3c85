package io.maillon.coordinator.internal.raft;

import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.coordinator.HaltHook;
import io.maillon.coordinator.RaftTimings;
import java.nio.file.Path;
import java.util.List;

/**
 * What a Raft node needs to know.
 *
 * @param id of this node, one of the peers'
 * @param peers all members, this one included, every Raft port known
 * @param storage directory of this node alone
 * @param bindHost interface that it listens on
 * @param timings of elections
 * @param bounds when the log is cut
 * @param haltHook called on a fault
 */
public record RaftNodeConfig(
    String id,
    List<CoordinatorPeer> peers,
    Path storage,
    String bindHost,
    RaftTimings timings,
    LogBounds bounds,
    HaltHook haltHook) {
  public RaftNodeConfig {
    peers = List.copyOf(peers);
  }

  CoordinatorPeer self() {
    return peers.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }
}
