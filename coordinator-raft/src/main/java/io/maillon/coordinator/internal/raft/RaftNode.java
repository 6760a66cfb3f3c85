package io.maillon.coordinator.internal.raft;

import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.coordinator.CoordinatorStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.ExitUtils;
import org.apache.ratis.util.LifeCycle;

/**
 * One Ratis server with one group. Any thread may call it; results come on threads of Ratis, so
 * receivers only enqueue.
 */
public final class RaftNode implements AutoCloseable {
  private static final RaftGroupId GROUP =
      RaftGroupId.valueOf(
          UUID.nameUUIDFromBytes("maillon-coordinator".getBytes(StandardCharsets.UTF_8)));
  private static final long SNAPSHOT_TIMEOUT_MS = 10_000;

  private final RaftNodeConfig config;
  private final Fault fault;
  private final RaftServer server;
  private final RaftServer.Division division;

  /** New in every process: Ratis' retry cache would drop the writes of one used before. */
  private final ClientId clientId = ClientId.randomId();

  private final AtomicLong callIds = new AtomicLong();

  private RaftNode(
      RaftNodeConfig config, Fault fault, RaftServer server, RaftServer.Division division) {
    this.config = config;
    this.fault = fault;
    this.server = server;
    this.division = division;
  }

  /**
   * Starts the server and returns before there is a leader.
   *
   * @throws CoordinatorStartException naming the port or the storage that is in the way
   */
  public static RaftNode start(RaftNodeConfig config, ReplicatedState state, RaftEvents events) {
    StorageMarker marker = new StorageMarker(config.storage(), config.id());
    Ports.requireFree(config.bindHost(), config.self().raftPort(), "Raft port");
    marker.check(GROUP.getUuid().toString());
    // Ratis would end the JVM of whoever embeds us; faults end it through the halt hook instead.
    ExitUtils.disableSystemExit();
    Fault fault = new Fault(config.id(), config.haltHook());
    RaftServer server = null;
    try {
      server = build(config, marker, new StateMachineAdapter(state, events, fault));
      server.start();
      RaftServer.Division division = server.getDivision(GROUP);
      marker.write();
      return new RaftNode(config, fault, server, division);
    } catch (IOException | RuntimeException e) {
      fault.disarm();
      ExitUtils.clear();
      closeQuietly(server);
      throw new CoordinatorStartException(
          "storage " + config.storage() + ": Raft cannot start from it: " + rootMessage(e), e);
    }
  }

  private static RaftServer build(
      RaftNodeConfig config, StorageMarker marker, StateMachineAdapter adapter) throws IOException {
    List<RaftPeer> peers = config.peers().stream().map(RaftNode::ratisPeer).toList();
    return RaftServer.newBuilder()
        .setServerId(RaftPeerId.valueOf(config.id()))
        .setGroup(RaftGroup.valueOf(GROUP, peers))
        .setProperties(
            RatisSettings.properties(
                marker.raftDirectory(),
                config.bindHost(),
                config.self().raftPort(),
                config.timings(),
                config.bounds()))
        .setStateMachineRegistry(group -> adapter)
        .setOption(RaftStorage.StartupOption.RECOVER)
        .build();
  }

  private static RaftPeer ratisPeer(CoordinatorPeer peer) {
    return RaftPeer.newBuilder()
        .setId(peer.id())
        .setAddress(peer.host() + ":" + peer.raftPort())
        .build();
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  /**
   * Proposes a command through the local server.
   *
   * @return the state machine's reply; fails when this node does not lead or the outcome is unknown
   */
  public CompletableFuture<byte[]> submit(byte[] command) {
    Optional<String> refusal = CommandSize.refusal(command);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(new IllegalArgumentException(refusal.get()));
    }
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(clientId)
            .setServerId(server.getId())
            .setGroupId(GROUP)
            .setCallId(callIds.incrementAndGet())
            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(command)))
            .setType(RaftClientRequest.writeRequestType())
            .build();
    try {
      return server.submitClientRequestAsync(request).thenCompose(RaftNode::content);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static CompletableFuture<byte[]> content(RaftClientReply reply) {
    return reply.isSuccess()
        ? CompletableFuture.completedFuture(reply.getMessage().getContent().toByteArray())
        : CompletableFuture.failedFuture(reply.getException());
  }

  /** The term in which this node leads and is ready, as far as it knows. */
  public OptionalLong leads() {
    DivisionInfo info = division.getInfo();
    return info.isLeader() && info.isLeaderReady()
        ? OptionalLong.of(info.getCurrentTerm())
        : OptionalLong.empty();
  }

  /** Who leads, a hint: it may be outdated. */
  public Optional<CoordinatorPeer> leaderHint() {
    RaftPeerId leader = division.getInfo().getLeaderId();
    return config.peers().stream()
        .filter(p -> leader != null && p.id().equals(leader.toString()))
        .findFirst();
  }

  /** Index up to which this node has applied the log. */
  public long appliedIndex() {
    return division.getInfo().getLastAppliedIndex();
  }

  /** Commit index of each member as last heard of here, by id. */
  public Map<String, Long> commitIndexes() {
    Map<String, Long> indexes = new TreeMap<>();
    for (CommitInfoProto info : division.getCommitInfos()) {
      indexes.put(info.getServer().getId().toStringUtf8(), info.getCommitIndex());
    }
    return indexes;
  }

  /**
   * Halts the process if Ratis gave up without telling: it leaves a server that looks alive and
   * does nothing. To be called every second or so.
   */
  public void checkAlive() {
    LifeCycle.State state = division.getInfo().getLifeCycleState();
    if (state == LifeCycle.State.CLOSING
        || state == LifeCycle.State.CLOSED
        || state == LifeCycle.State.EXCEPTION) {
      fault.raise("the Raft division of this node is " + state + ", expected RUNNING", null);
    } else if (ExitUtils.isTerminated()) {
      ExitUtils.ExitException cause = ExitUtils.getFirstExitException();
      fault.raise("Ratis asked for the end of the process: " + cause, cause);
    }
  }

  /** Ends the process through the halt hook, once, unless this node is being closed. */
  public void halt(String reason, Throwable cause) {
    fault.raise(reason, cause);
  }

  /** Takes a snapshot now, so that a log that grows slowly is cut as well. */
  public CompletableFuture<Boolean> takeSnapshot() {
    SnapshotManagementRequest request =
        SnapshotManagementRequest.newCreate(
            clientId, server.getId(), GROUP, callIds.incrementAndGet(), SNAPSHOT_TIMEOUT_MS);
    return server.snapshotManagementAsync(request).thenApply(RaftClientReply::isSuccess);
  }

  /** Stops the server; what was committed stays in the storage. */
  @Override
  public void close() {
    fault.disarm();
    closeQuietly(server);
  }

  private static void closeQuietly(RaftServer server) {
    if (server == null) {
      return;
    }
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the Raft server of this node", e);
    }
  }
}
