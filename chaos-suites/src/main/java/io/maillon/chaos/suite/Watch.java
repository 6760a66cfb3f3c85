package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.fault.Look;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.coordinator.StatusAnswer;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks the leader again and again, on a thread of its own, and notes what changes. The other thread
 * takes the last look and the events.
 */
final class Watch implements AutoCloseable {
  private static final long EVERY_MS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final CoordinatorClient client;
  private final Deployment deployment;
  private final String pipeline;
  private final AtomicReference<Look> last;
  private final Queue<PipelineEvent> events = new ConcurrentLinkedQueue<>();
  private final Map<String, String> offices = new HashMap<>();
  private final Recoveries recoveries = new Recoveries();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "chaos-watch");

  Watch(Deployment deployment, String pipeline) {
    this.deployment = deployment;
    this.pipeline = pipeline;
    List<Address> addresses = deployment.addresses();
    client = CoordinatorClient.of(addresses, PATIENCE);
    last = new AtomicReference<>(look(Optional.empty(), 0));
    thread.setDaemon(true);
    thread.start();
  }

  private Look look(Optional<StatusDocument> document, long atMs) {
    return new Look(
        deployment.coordinatorNames(), deployment.instanceNames(), document, atMs, pipeline);
  }

  Look last() {
    return last.get();
  }

  /** The next event that was not taken yet. */
  Optional<PipelineEvent> next() {
    return Optional.ofNullable(events.poll());
  }

  private void run() {
    try {
      while (!closed.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }

  private void look() {
    long atMs = System.currentTimeMillis();
    try {
      StatusAnswer answer = client.status(pipeline);
      StatusDocument document = StatusDocument.parse(answer.leader(), answer.json());
      if (document.fromLeader()) {
        last.set(look(Optional.of(document), atMs));
        document.pipeline(pipeline).ifPresent(status -> note(status, atMs));
      }
    } catch (CoordinatorException e) {
      // Nobody leads: the last look grows old, and whoever uses it sees that.
    }
  }

  private void note(PipelineStatus status, long atMs) {
    for (PartitionStatus partition : status.partitions()) {
      String name = partition.id().toString();
      String office = partition.epoch() + " " + partition.owner().orElse("");
      if (partition.owner().isPresent() && !office.equals(offices.put(name, office))) {
        events.add(new PipelineEvent.Owner(name, partition.epoch(), partition.owner().get(), atMs));
      }
    }
    recoveries.note(status, atMs).forEach(events::add);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
