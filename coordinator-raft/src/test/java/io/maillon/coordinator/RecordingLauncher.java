package io.maillon.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Starts nothing: a test says what becomes of each process. */
final class RecordingLauncher implements Launcher {
  /** A process that is only said to exist. */
  record Launched(LaunchRequest request, long pid, CompletableFuture<Integer> onExit)
      implements LaunchedInstance {}

  private final AtomicLong pids = new AtomicLong(1_000_000_000);
  private final BlockingQueue<Launched> started = new LinkedBlockingQueue<>();
  private final List<Long> stopped = new ArrayList<>();

  Launched next() throws InterruptedException {
    Launched launched = started.poll(15, TimeUnit.SECONDS);
    if (launched == null) {
      throw new AssertionError("nothing was launched");
    }
    return launched;
  }

  synchronized List<Long> stopped() {
    return List.copyOf(stopped);
  }

  @Override
  public LaunchedInstance start(LaunchRequest request) {
    Launched launched = new Launched(request, pids.incrementAndGet(), new CompletableFuture<>());
    started.add(launched);
    return launched;
  }

  @Override
  public synchronized void stop(LaunchedInstance instance) {
    stopped.add(instance.pid());
    instance.onExit().complete(143);
  }
}
