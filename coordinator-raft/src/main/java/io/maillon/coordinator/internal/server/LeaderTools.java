package io.maillon.coordinator.internal.server;

import io.maillon.coordinator.internal.launch.Launching;
import io.maillon.coordinator.internal.raft.RaftNode;
import io.maillon.coordinator.leader.LeaderSettings;
import io.maillon.protocol.Address;
import java.util.List;
import java.util.Optional;

/**
 * What a leader works with.
 *
 * @param raft takes its commands
 * @param launching starts instances, if this node can
 * @param dialer probes instances
 * @param coordinators control addresses, told to the instances that are started
 * @param settings of the leader
 */
record LeaderTools(
    RaftNode raft,
    Optional<Launching> launching,
    Dialer dialer,
    List<Address> coordinators,
    LeaderSettings settings) {}
