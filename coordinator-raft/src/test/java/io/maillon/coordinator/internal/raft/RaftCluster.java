package io.maillon.coordinator.internal.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.coordinator.RaftTimings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Some Raft nodes over {@link CountingState} in this JVM, on free ports. */
final class RaftCluster implements AutoCloseable {
  /** Cut early and often, so that a test of few entries reaches the install of a snapshot. */
  static final LogBounds SMALL = new LogBounds(4 << 10, 50, 10);

  /** One event of one node. */
  record Event(String node, String what) {}

  private static final Duration WAIT = Duration.ofSeconds(20);

  final List<CoordinatorPeer> peers = new ArrayList<>();
  final Map<String, RaftNode> nodes = new ConcurrentSkipListMap<>();
  final Map<String, CountingState> states = new ConcurrentSkipListMap<>();
  final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Path directory;

  RaftCluster(Path directory, int size) {
    this.directory = directory;
    for (int i = 1; i <= size; i++) {
      peers.add(new CoordinatorPeer("c" + i, "127.0.0.1", Ports.free("127.0.0.1"), 0));
    }
  }

  RaftCluster startAll() {
    Together.each(peers, p -> start(p.id()));
    return this;
  }

  Path storage(String id) {
    return directory.resolve(id);
  }

  void start(String id) {
    CountingState state = new CountingState();
    RaftNodeConfig config =
        new RaftNodeConfig(
            id,
            peers,
            storage(id),
            "127.0.0.1",
            RaftTimings.DEFAULT,
            SMALL,
            (status, reason) -> events.add(new Event(id, "halt " + reason)));
    nodes.put(id, RaftNode.start(config, state, new Recorder(id)));
    states.put(id, state);
  }

  void stop(String id) {
    nodes.remove(id).close();
    states.remove(id);
  }

  /** All at once: Ratis takes two seconds to close a server, most of it a quiet period. */
  void stopAll() {
    Together.each(nodes.values(), RaftNode::close);
    nodes.clear();
    states.clear();
  }

  /** Waits for a node that leads. */
  String leader() throws InterruptedException {
    long deadlineNs = System.nanoTime() + WAIT.toNanos();
    while (System.nanoTime() < deadlineNs) {
      for (Map.Entry<String, RaftNode> node : nodes.entrySet()) {
        if (node.getValue().leads().isPresent()) {
          return node.getKey();
        }
      }
      events.poll(20, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("no leader within " + WAIT);
  }

  String write(String word) throws InterruptedException, ExecutionException, TimeoutException {
    byte[] reply =
        nodes
            .get(leader())
            .submit(word.getBytes(UTF_8))
            .get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    return new String(reply, UTF_8);
  }

  /** Writes until a node has applied everything; an idle cluster does not heal an empty node. */
  void writeUntilCaughtUp(String id) throws Exception {
    long deadlineNs = System.nanoTime() + WAIT.toNanos();
    while (System.nanoTime() < deadlineNs) {
      write("tick");
      for (int i = 0; i < 25; i++) {
        if (states.get(id).words().equals(states.get(leader()).words())) {
          return;
        }
        events.poll(20, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError(id + " did not catch up: it holds " + states.get(id).words().size());
  }

  Event await(String what) throws InterruptedException {
    long deadlineNs = System.nanoTime() + WAIT.toNanos();
    while (System.nanoTime() < deadlineNs) {
      Event event = events.poll(WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (event != null && event.what().startsWith(what)) {
        return event;
      }
    }
    throw new AssertionError("no event " + what + " within " + WAIT);
  }

  @Override
  public void close() {
    stopAll();
  }

  private final class Recorder implements RaftEvents {
    private final String id;

    Recorder(String id) {
      this.id = id;
    }

    @Override
    public void leaderReady(long index, byte[] snapshot) {
      events.add(new Event(id, "ready"));
    }

    @Override
    public void leaderLost() {
      events.add(new Event(id, "lost"));
    }

    @Override
    public void applied(long index, byte[] command, byte[] reply) {
      // The state itself is asked.
    }
  }
}
