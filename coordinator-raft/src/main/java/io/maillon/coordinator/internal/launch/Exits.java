package io.maillon.coordinator.internal.launch;

import io.maillon.coordinator.LaunchedInstance;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for processes to be gone. */
final class Exits {
  private static final Logger log = LoggerFactory.getLogger(Exits.class);

  private Exits() {}

  static void await(LaunchedInstance instance, long endNs) {
    try {
      instance.onExit().get(Math.max(1, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("process {} was told to end and is not known to be gone", instance.pid(), e);
    }
  }
}
