package io.maillon.coordinator;

import io.maillon.coordinator.internal.raft.Ports;
import io.maillon.coordinator.internal.raft.Together;
import io.maillon.protocol.Address;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Three coordinators in this JVM, on free loopback ports. */
final class CoordinatorCluster implements AutoCloseable {
  private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(15);

  final List<CoordinatorPeer> peers = new ArrayList<>();
  final Map<String, Coordinator> running = new ConcurrentSkipListMap<>();
  final BlockingQueue<String> halts = new LinkedBlockingQueue<>();
  private final Path directory;

  CoordinatorCluster(Path directory) {
    this.directory = directory;
    for (int i = 1; i <= 3; i++) {
      peers.add(
          new CoordinatorPeer(
              "c" + i, "127.0.0.1", Ports.free("127.0.0.1"), Ports.free("127.0.0.1")));
    }
  }

  /** All at once: whoever starts first would wait for the others' ports. */
  CoordinatorCluster startAll() {
    Together.each(peers, p -> start(p.id()));
    return this;
  }

  Path storage(String id) {
    return directory.resolve(id);
  }

  void start(String id) {
    running.put(
        id,
        Coordinator.start(
            CoordinatorConfig.builder(id, peers, storage(id))
                .haltHook((status, reason) -> halts.add(reason))
                .build()));
  }

  void stop(String id) {
    running.remove(id).close();
  }

  void stopAll() {
    Together.each(running.values(), Coordinator::close);
    running.clear();
  }

  List<Address> addresses() {
    return peers.stream().map(CoordinatorPeer::controlAddress).toList();
  }

  Coordinator leader() throws InterruptedException {
    long endNs = System.nanoTime() + WAIT_NS;
    while (System.nanoTime() < endNs) {
      for (Coordinator coordinator : running.values()) {
        if (coordinator.leads()) {
          return coordinator;
        }
      }
      halts.poll(10, TimeUnit.MILLISECONDS);
    }
    throw new AssertionError("no leader; halted: " + halts);
  }

  Coordinator follower() throws InterruptedException {
    Coordinator leader = leader();
    return running.values().stream().filter(c -> c != leader).findFirst().orElseThrow();
  }

  CoordinatorClient client() {
    return CoordinatorClient.of(addresses(), Duration.ofSeconds(15));
  }

  /** A source and a sink of one partition each. */
  static PipelineSpec pipeline(String name) {
    return new PipelineSpec(
        name,
        List.of(
            stage("read", StageSpec.Kind.SOURCE, "file:in.csv"),
            stage("write", StageSpec.Kind.SINK, "file:out.csv")),
        List.of(new LinkSpec("read", "write", Edge.FORWARD)),
        Limits.DEFAULT);
  }

  private static StageSpec stage(String name, StageSpec.Kind kind, String implementation) {
    return new StageSpec(name, kind, implementation, 1, 1, 0, LogKind.MEMORY, Map.of());
  }

  @Override
  public void close() {
    stopAll();
  }
}
