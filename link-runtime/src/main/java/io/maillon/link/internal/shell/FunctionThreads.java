package io.maillon.link.internal.shell;

import io.maillon.protocol.PartitionId;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads that run user code: a fixed pool, and one thread more for each source partition,
 * because a source may wait in its poll. Owner: the link thread, but for {@link #addBusy}.
 *
 * <p>The lane of a partition is the same in every life of the instance, so that a function of a
 * former life has closed before its successor opens. What waits here is bounded by the partitions:
 * each has at most one task under way.
 */
public final class FunctionThreads {
  private final String name;
  private final int poolThreads;
  private final ClassLoader loader;
  private final Executor linkThread;
  private final ExecutorService pool;
  private final List<ExecutorService> own = new ArrayList<>();
  private final SortedMap<PartitionId, PartitionLane> lanes = new TreeMap<>();
  private final LongAdder busyNs = new LongAdder();

  /**
   * @param loader of user code, which may ask its thread for it
   * @param linkThread runs what tasks report
   */
  public FunctionThreads(String name, int poolThreads, ClassLoader loader, Executor linkThread) {
    this.name = name;
    this.loader = loader;
    this.poolThreads = poolThreads;
    this.linkThread = linkThread;
    pool = Executors.newFixedThreadPool(poolThreads, factory(name));
  }

  /**
   * Where the tasks of a partition run.
   *
   * @param source whether it may block its thread
   */
  PartitionLane lane(PartitionId partition, boolean source) {
    return lanes.computeIfAbsent(
        partition, p -> new PartitionLane(source ? newThread() : pool, linkThread));
  }

  private ExecutorService newThread() {
    ExecutorService thread = Executors.newSingleThreadExecutor(factory(name + "-source"));
    own.add(thread);
    return thread;
  }

  private ThreadFactory factory(String threadName) {
    ThreadFactory plain = new DefaultThreadFactory(threadName, true);
    return task -> {
      Thread thread = plain.newThread(task);
      thread.setContextClassLoader(loader);
      return thread;
    };
  }

  /** Called by the threads themselves. */
  void addBusy(long ns) {
    busyNs.add(ns);
  }

  /** Time that user code took since the last call, all threads together. */
  long takeBusyNs() {
    return busyNs.sumThenReset();
  }

  int threads() {
    return poolThreads + own.size();
  }

  /** What was handed over still runs, nothing more is taken. */
  public void shutdown() {
    pool.shutdown();
    own.forEach(ExecutorService::shutdown);
  }

  /**
   * Waits until all threads have ended; interrupts them when half of the time is over.
   *
   * @return false when user code did not give way in time; its threads are daemons
   */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    long deadlineNs = System.nanoTime() + timeout.toNanos() / 2;
    if (!ended(deadlineNs)) {
      pool.shutdownNow();
      own.forEach(ExecutorService::shutdownNow);
    }
    return ended(deadlineNs + timeout.toNanos() / 2);
  }

  private boolean ended(long deadlineNs) throws InterruptedException {
    boolean ended = pool.awaitTermination(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
    for (ExecutorService thread : own) {
      ended &= thread.awaitTermination(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    return ended;
  }
}
