package io.maillon.coordinator.internal.launch;

import io.maillon.coordinator.LaunchException;
import io.maillon.coordinator.LaunchRequest;
import io.maillon.coordinator.LaunchedInstance;
import io.maillon.coordinator.Launcher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a launcher on a thread of its own, so that a slow start holds up nobody, and remembers the
 * processes that run. Any thread may call it; events come on its thread or on the launcher's.
 */
public final class Launching implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Launching.class);
  private static final int WAITING_MAX = 1_000;
  private static final long CLOSE_MS = 5_000;

  /** What became of a request. Called on threads that must not be held up. */
  public interface Listener {
    void started(LaunchRequest request, long pid);

    void failed(LaunchRequest request, String message);

    void exited(LaunchRequest request, long pid, int status);
  }

  private final Launcher launcher;
  private final Listener listener;
  private final Map<LaunchedInstance, LaunchRequest> running = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING_MAX),
          task -> {
            Thread created = new Thread(task, "maillon-launching");
            created.setDaemon(true);
            return created;
          });

  public Launching(Launcher launcher, Listener listener) {
    this.launcher = launcher;
    this.listener = listener;
  }

  public void start(LaunchRequest request) {
    try {
      thread.execute(() -> startNow(request));
    } catch (RejectedExecutionException e) {
      listener.failed(request, "more than " + WAITING_MAX + " launches wait, or closing");
    }
  }

  private void startNow(LaunchRequest request) {
    LaunchedInstance instance;
    try {
      instance = launcher.start(request);
    } catch (LaunchException e) {
      log.warn("{}", e.getMessage());
      listener.failed(request, e.getMessage());
      return;
    }
    running.put(instance, request);
    listener.started(request, instance.pid());
    var unused =
        instance
            .onExit()
            .whenComplete(
                (status, error) -> {
                  running.remove(instance);
                  listener.exited(request, instance.pid(), error == null ? status : -1);
                });
  }

  /** Ends the running processes that fit, without waiting for them. */
  public void stop(Predicate<LaunchRequest> fits) {
    for (Map.Entry<LaunchedInstance, LaunchRequest> one : List.copyOf(running.entrySet())) {
      if (fits.test(one.getValue())) {
        launcher.stop(one.getKey());
      }
    }
  }

  /** Ends the process with this id if it was launched here. */
  public void stop(long pid) {
    List.copyOf(running.keySet()).stream().filter(i -> i.pid() == pid).forEach(launcher::stop);
  }

  /** Ends the processes that fit and waits for them a while; the others run on. */
  public void close(Predicate<LaunchRequest> fits) {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
        log.warn("a launch takes longer than {} ms: not waited for", CLOSE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop(fits);
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS);
    List.copyOf(running.entrySet()).stream()
        .filter(one -> fits.test(one.getValue()))
        .forEach(one -> Exits.await(one.getKey(), endNs));
  }

  /** Lets all processes run on. */
  @Override
  public void close() {
    close(request -> false);
  }
}
