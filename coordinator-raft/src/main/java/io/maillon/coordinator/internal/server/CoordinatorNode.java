package io.maillon.coordinator.internal.server;

import io.maillon.coordinator.CoordinatorConfig;
import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.coordinator.internal.launch.Launching;
import io.maillon.coordinator.internal.raft.LogBounds;
import io.maillon.coordinator.internal.raft.Ports;
import io.maillon.coordinator.internal.raft.RaftNode;
import io.maillon.coordinator.internal.raft.RaftNodeConfig;
import io.maillon.coordinator.leader.LeaderSettings;
import io.maillon.protocol.Address;
import io.maillon.protocol.control.PipelineState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of one coordinator together, and takes them apart in the reverse order. */
public final class CoordinatorNode implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CoordinatorNode.class);

  private final CoordinatorConfig config;
  private final List<CoordinatorPeer> peers;
  private final ClusterReplica replica = new ClusterReplica();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ControlLoop loop;
  private final RaftNode raft;
  private final Dialer dialer = new Dialer();
  private Optional<Launching> launching = Optional.empty();
  private ControlServer server;
  private Address controlAddress;

  private CoordinatorNode(CoordinatorConfig config) {
    this.config = config;
    // Before anything is started or written.
    Ports.requireFree(config.bindHost(), config.self().controlPort(), "control port");
    this.peers = config.peers().stream().map(p -> withRaftPort(p, config)).toList();
    this.loop = new ControlLoop(config.id(), replica, this::fault);
    this.raft =
        RaftNode.start(
            new RaftNodeConfig(
                config.id(),
                peers,
                config.storage(),
                config.bindHost(),
                config.timings(),
                LogBounds.DEFAULT,
                config.haltHook()),
            replica,
            loop);
  }

  private static CoordinatorPeer withRaftPort(CoordinatorPeer peer, CoordinatorConfig config) {
    return peer.raftPort() != 0
        ? peer
        : new CoordinatorPeer(
            peer.id(), peer.host(), Ports.free(config.bindHost()), peer.controlPort());
  }

  /** See {@link io.maillon.coordinator.Coordinator#start}. */
  public static CoordinatorNode start(CoordinatorConfig config) {
    CoordinatorNode node = new CoordinatorNode(config);
    try {
      node.listen();
      return node;
    } catch (RuntimeException e) {
      node.dialer.close();
      node.raft.close();
      throw e;
    }
  }

  private void listen() {
    CoordinatorPeer self = config.self();
    server = ControlServer.start(config.bindHost(), self.controlPort(), config.limits(), loop);
    controlAddress = new Address(self.host(), server.port());
    List<CoordinatorPeer> members = peers.stream().map(this::withControlPort).toList();
    launching = config.launcher().map(launcher -> new Launching(launcher, loop));
    LeaderTools tools =
        new LeaderTools(
            raft,
            launching,
            dialer,
            members.stream().map(CoordinatorPeer::controlAddress).toList(),
            LeaderSettings.defaults(launching.isPresent()));
    loop.start(members, tools, new HealthWatch(raft, config.storage(), System.nanoTime()));
    // The first death is to be found as soon as any other: most of the code is loaded by now.
    dialer.dial(new Address(config.bindHost(), server.port()), refused -> {});
    log.info("coordinator {} listens on {} for instances and operators", id(), controlAddress);
  }

  private CoordinatorPeer withControlPort(CoordinatorPeer peer) {
    return peer.controlPort() != 0
        ? peer
        : new CoordinatorPeer(peer.id(), peer.host(), peer.raftPort(), server.port());
  }

  /** A core that threw has broken its invariants: whatever it would do next is suspect. */
  private void fault(Throwable cause) {
    raft.halt("the control loop failed: " + cause, cause);
  }

  public String id() {
    return config.id();
  }

  public Address controlAddress() {
    return controlAddress;
  }

  public boolean leads() {
    return raft.leads().isPresent();
  }

  public Optional<Address> leader() {
    return raft.leaderHint().map(p -> p.id().equals(id()) ? controlAddress : p.controlAddress());
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    launching.ifPresent(l -> l.close(request -> !isRunning(request.pipeline())));
    server.close();
    loop.close();
    dialer.close();
    raft.close();
    log.info("coordinator {} closed", id());
  }

  private boolean isRunning(String pipeline) {
    return replica.read(
        state ->
            state
                .pipeline(pipeline)
                .map(
                    p -> p.state() == PipelineState.RUNNING || p.state() == PipelineState.DATA_LOSS)
                .orElse(false));
  }
}
