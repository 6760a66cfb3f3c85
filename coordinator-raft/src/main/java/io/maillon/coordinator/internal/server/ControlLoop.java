package io.maillon.coordinator.internal.server;

import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.coordinator.LaunchRequest;
import io.maillon.coordinator.internal.launch.Launching;
import io.maillon.coordinator.internal.raft.RaftEvents;
import io.maillon.coordinator.leader.StatusDocument;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.CommandCodec;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.Status;
import io.maillon.protocol.control.StatusRequest;
import io.maillon.wire.Hello;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings everything that happens to this node onto one thread: while it leads, to its {@link
 * LeaderSeat}; otherwise it sends who asks to the leader. What has no other note belongs to that
 * thread. See docs/protocol/coordinator.md.
 */
final class ControlLoop implements ControlListener, RaftEvents, Launching.Listener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlLoop.class);
  private static final int EVENTS_MAX = 1 << 16;
  private static final long TICK_NS = 10_000_000;

  private final String id;
  private final ClusterReplica replica;
  private final SerialLoop loop;
  private final Map<Long, ControlConnection> connections = new TreeMap<>();

  /** The leadership that applied commands are enqueued for, 0 = none. Crosses threads. */
  private final AtomicLong tracked = new AtomicLong();

  /** Counts leaderships; changed by the thread that applies. */
  private final AtomicLong leaderships = new AtomicLong();

  private List<CoordinatorPeer> peers;
  private LeaderTools tools;
  private HealthWatch health;
  private LeaderSeat seat;
  private long seatLeadership;
  private OptionalLong seatTerm = OptionalLong.empty();

  ControlLoop(String id, ClusterReplica replica, Consumer<Throwable> onFault) {
    this.id = id;
    this.replica = replica;
    this.loop =
        new SerialLoop(
            "maillon-coordinator-" + id, EVENTS_MAX, TICK_NS, this::tick, this::idle, onFault);
  }

  /**
   * Begins to take what was enqueued so far.
   *
   * @param members of the cluster, every control port known
   */
  void start(List<CoordinatorPeer> members, LeaderTools leaderTools, HealthWatch watch) {
    peers = List.copyOf(members);
    tools = leaderTools;
    health = watch;
    loop.start();
  }

  private void tick(long nowNs) {
    health.tick(nowNs);
    if (seat != null && !tools.raft().leads().equals(seatTerm)) {
      standDown("Raft says so");
    }
    if (seat != null) {
      seat.tick(nowNs);
    }
  }

  private void idle(long nowNs) {
    if (seat != null) {
      seat.idle(nowNs);
    }
  }

  // Raft

  @Override
  public void leaderReady(long index, byte[] snapshot) {
    long leadership = leaderships.incrementAndGet();
    tracked.set(leadership);
    loop.put(() -> takeSeat(leadership, index, snapshot));
  }

  @Override
  public void leaderLost() {
    loop.put(() -> standDown("another term began"));
  }

  @Override
  public void applied(long index, byte[] command, byte[] reply) {
    long leadership = tracked.get();
    if (leadership != 0) {
      loop.put(() -> replay(leadership, command));
    }
  }

  private void takeSeat(long leadership, long index, byte[] snapshot) {
    standDown("a newer term began");
    OptionalLong term = tools.raft().leads();
    if (term.isEmpty()) {
      // The news were late: the leadership has ended before we heard that it began.
      tracked.compareAndSet(leadership, 0);
      return;
    }
    log.info("coordinator {} leads term {} from index {}", id, term.getAsLong(), index);
    seat = new LeaderSeat(tools, ClusterState.load(snapshot), loop::put, connections);
    seatLeadership = leadership;
    seatTerm = term;
  }

  private void replay(long leadership, byte[] command) {
    if (seat != null && leadership == seatLeadership) {
      seat.applied(CommandCodec.decode(ByteBuffer.wrap(command)));
    }
  }

  private void standDown(String reason) {
    if (seat == null) {
      return;
    }
    log.info("coordinator {} leads no more: {}", id, reason);
    tracked.compareAndSet(seatLeadership, 0);
    seat.end();
    seat = null;
    seatTerm = OptionalLong.empty();
    connections.values().forEach(this::dismiss);
  }

  /**
   * "Not leader" says that nothing was done. What an operator asked for may be in the log by now,
   * and may be done by the next leader: only silence is true.
   */
  private void dismiss(ControlConnection connection) {
    if (connection.hello().kind() == Hello.Kind.ADMIN) {
      connection.close();
    } else {
      connection.sendAndClose(redirect());
    }
  }

  // Connections

  @Override
  public void opened(ControlConnection connection) {
    enqueueOrClose(connection, () -> connections.put(connection.id(), connection));
  }

  @Override
  public void received(ControlConnection connection, ControlMessage message) {
    enqueueOrClose(
        connection,
        () -> {
          connection.processed();
          take(connection, message);
        });
  }

  @Override
  public void closed(ControlConnection connection) {
    loop.put(
        () -> {
          connections.remove(connection.id());
          if (seat != null) {
            seat.closed(connection);
          }
        });
  }

  /** The connections' own bounds keep the queue from filling; if it does, shed load. */
  private void enqueueOrClose(ControlConnection connection, Runnable event) {
    if (!loop.offer(event)) {
      connection.close();
    }
  }

  private void take(ControlConnection connection, ControlMessage message) {
    if (message instanceof StatusRequest request) {
      connection.send(new Status(seat != null, status(request.pipeline())));
    } else if (seat != null) {
      seat.received(connection, message);
    } else if (connection.hello().kind() == Hello.Kind.ADMIN) {
      connection.send(redirect());
    } else {
      connection.sendAndClose(redirect());
    }
  }

  private NotLeader redirect() {
    return new NotLeader(
        leader().filter(p -> !p.id().equals(id)).map(CoordinatorPeer::controlAddress));
  }

  private Optional<CoordinatorPeer> leader() {
    return tools.raft().leaderHint();
  }

  private String status(String pipeline) {
    StatusDocument document =
        seat != null
            ? seat.status(pipeline)
            : replica.read(state -> StatusDocument.agreed(state, pipeline));
    return StatusJson.of(
        id,
        seat != null,
        leader().map(CoordinatorPeer::id),
        peers,
        tools.raft().commitIndexes(),
        document);
  }

  // Launches

  @Override
  public void started(LaunchRequest request, long pid) {
    // The instance tells its process when it registers.
  }

  @Override
  public void failed(LaunchRequest request, String message) {
    loop.put(
        () -> {
          if (seat != null) {
            seat.launchFailed(request, message);
          }
        });
  }

  @Override
  public void exited(LaunchRequest request, long pid, int status) {
    loop.put(
        () -> {
          if (seat != null) {
            seat.processExited(request, pid, status);
          }
        });
  }

  /** Ends the thread; what was enqueued and not taken is dropped. */
  @Override
  public void close() {
    loop.close();
  }
}
