package io.maillon.chaos.suite;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.fault.Look;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.coordinator.StatusAnswer;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.time.Duration;
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
  private final Changes changes;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param failures told what ends the watch before it is closed
   */
  Watch(Deployment deployment, PipelineSpec spec, Failures failures) {
    this.deployment = deployment;
    pipeline = spec.name();
    changes = new Changes(spec);
    client = CoordinatorClient.of(deployment.addresses(), PATIENCE);
    last = new AtomicReference<>(look(Optional.empty(), 0));
    thread = new Thread(failures.guard(this::run), "chaos-watch");
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
        document
            .pipeline(pipeline)
            .ifPresent(s -> events.addAll(changes.note(document.leader(), s, atMs)));
      }
    } catch (CoordinatorException e) {
      // Nobody leads: the last look grows old, and whoever uses it sees that.
    }
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
