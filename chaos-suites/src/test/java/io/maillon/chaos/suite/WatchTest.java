package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.workload.LedgerPipeline;
import io.maillon.chaos.workload.Workload;
import io.maillon.coordinator.Coordinator;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorConfig;
import io.maillon.link.LinkRuntime;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.pipeline.LogKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches a coordinator and an instance that run in this JVM. */
class WatchTest {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

  @TempDir private Path directory;
  private final Failures failures = new Failures();
  private LedgerPipeline pipeline;
  private Coordinator coordinator;

  /** One coordinator and one instance. */
  private record Two(List<Node> nodes) implements Cluster {
    @Override
    public Faults faults() {
      throw new UnsupportedOperationException("nothing is hurt here");
    }

    @Override
    public Path shared() {
      throw new UnsupportedOperationException("nothing is shared here");
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void start() {
    pipeline =
        new LedgerPipeline(
            "p",
            directory.resolve("out"),
            Workload.steady(1, 1_000_000, 100),
            LedgerPipeline.Shape.DEFAULT.replication(0).log(LogKind.FILE).instances(1));
    coordinator = Coordinator.start(CoordinatorConfig.embedded(directory.resolve("raft")).build());
  }

  @AfterEach
  void close() {
    coordinator.close();
  }

  private Deployment deployment(Node instance) {
    SuiteOptions options =
        new SuiteOptions(
            Suites.named("quiet"),
            7,
            Duration.ZERO,
            Backend.named("processes"),
            (jvm, arguments) -> arguments,
            1,
            1,
            "",
            "",
            List.of(),
            line -> {});
    Node node = new EmbeddedNode(() -> "c1", coordinator.controlAddress());
    return new Deployment(options, "p", new Two(List.of(node, instance)));
  }

  /** All events up to the first that fits, which there must be. */
  private Set<PipelineEvent> until(Watch watch, Predicate<PipelineEvent> fits) {
    Set<PipelineEvent> seen = new HashSet<>();
    long endNs = System.nanoTime() + PATIENCE_NS;
    while (seen.stream().noneMatch(fits)) {
      failures.check();
      if (System.nanoTime() > endNs) {
        return fail("not within its time, but " + seen);
      }
      watch.next().ifPresentOrElse(seen::add, () -> LockSupport.parkNanos(1_000_000));
    }
    return seen;
  }

  @Test
  void tellsOwnersAndDeaths() throws Exception {
    List<Address> addresses = List.of(coordinator.controlAddress());
    try (CoordinatorClient client = CoordinatorClient.of(addresses);
        LinkRuntime instance =
            LinkRuntime.builder("p", "w1", addresses).logDirectory(directory).build()) {
      client.apply(pipeline.spec());
      Node node = new EmbeddedNode(() -> "w1", coordinator.controlAddress());
      try (Watch watch = new Watch(deployment(node), pipeline.spec(), failures)) {
        instance.start();
        until(watch, e -> e instanceof PipelineEvent.Owner o && o.partition().equals("write/1"));
        assertTrue(watch.last().status().isPresent());
        client.evict("p", InstanceId.parse("w1#1"), true);
        until(watch, e -> e instanceof PipelineEvent.Death d && d.instance().equals("w1#1"));
      }
      client.stop("p");
    }
    failures.check();
  }

  /** Whatever bug it is: the run must hear of it. */
  @Test
  void doesNotDieInSilence() {
    List<Address> addresses = List.of(coordinator.controlAddress());
    try (CoordinatorClient client = CoordinatorClient.of(addresses)) {
      client.apply(pipeline.spec());
    }
    AtomicInteger asked = new AtomicInteger();
    Node broken =
        new EmbeddedNode(
            () -> {
              if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("a bug");
              }
              return "w1";
            },
            coordinator.controlAddress());
    try (Watch watch = new Watch(deployment(broken), pipeline.spec(), failures)) {
      SuiteFailure failure = assertThrows(SuiteFailure.class, () -> until(watch, event -> false));
      assertEquals(
          "thread chaos-watch ended: java.lang.IllegalStateException: a bug", failure.getMessage());
    }
  }
}
