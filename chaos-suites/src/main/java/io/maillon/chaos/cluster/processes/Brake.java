package io.maillon.chaos.cluster.processes;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a process a share of the time only: stops it and lets it go on, many times a second. Its
 * own thread does so until it is released.
 */
final class Brake {
  private static final Logger LOG = LoggerFactory.getLogger(Brake.class);
  private static final long PERIOD_MS = 100;
  private static final long FIRST_WITHIN_MS = 1_000;

  private final ProcessNode node;
  private final int percent;
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private int stops;

  /**
   * @param percent of the time that it runs
   */
  Brake(ProcessNode node, int percent) {
    this.node = node;
    this.percent = percent;
    thread = new Thread(this::run, "brake-" + node.name());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      boolean over = false;
      while (!over) {
        over = stop();
        over = over || released.await(PERIOD_MS * percent / 100, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("{} is not slowed down any more: {}", node.name(), e.toString());
    }
  }

  /** Once; returns whether it is over. */
  private boolean stop() throws IOException, InterruptedException {
    String evidence = node.suspend();
    try {
      if (!evidence.isEmpty()) {
        stops++;
        stopped.countDown();
      }
      return released.await(PERIOD_MS * (100 - percent) / 100, TimeUnit.MILLISECONDS);
    } finally {
      var unused = node.resume();
    }
  }

  /** Whether it was stopped at least once; waits for that. */
  boolean hasStopped() {
    try {
      return stopped.await(FIRST_WITHIN_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Lets it run; returns how often it was stopped. */
  int release() {
    released.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return stops;
  }
}
