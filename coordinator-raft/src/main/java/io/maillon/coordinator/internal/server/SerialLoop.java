package io.maillon.coordinator.internal.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One thread that runs what others enqueue, one after the other, and ticks in between. The queue is
 * bounded: who offers is told when it is full, who puts waits.
 */
final class SerialLoop implements AutoCloseable {
  private static final long WAIT_MS = 100;

  private final BlockingQueue<Runnable> queue;
  private final long tickNs;
  private final LongConsumer onTick;
  private final LongConsumer onIdle;
  private final Consumer<Throwable> onFault;
  private final Thread thread;

  /** Of the thread alone. */
  private final Deque<Runnable> own = new ArrayDeque<>();

  private volatile boolean closed;

  /**
   * @param capacity events that may wait
   * @param tickNs between two ticks
   * @param onTick gets the time, from {@link System#nanoTime}
   * @param onIdle the same, after the last of the events that were waiting
   * @param onFault gets what an event or a tick threw; the loop ends before
   */
  SerialLoop(
      String name,
      int capacity,
      long tickNs,
      LongConsumer onTick,
      LongConsumer onIdle,
      Consumer<Throwable> onFault) {
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.tickNs = tickNs;
    this.onTick = onTick;
    this.onIdle = onIdle;
    this.onFault = onFault;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Enqueues without waiting; false = full or closed, the event will not run. */
  boolean offer(Runnable event) {
    return !closed && queue.offer(event);
  }

  /**
   * Enqueues and waits for room; an event after the end of the loop is dropped. What the loop's own
   * thread puts runs before all that waits, since it cannot wait for itself.
   */
  void put(Runnable event) {
    if (Thread.currentThread() == thread) {
      own.add(event);
      return;
    }
    try {
      while (!closed) {
        if (queue.offer(event, WAIT_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      long nextTickNs = System.nanoTime();
      while (!closed) {
        long nowNs = System.nanoTime();
        if (nowNs - nextTickNs >= 0) {
          onTick.accept(nowNs);
          nextTickNs = nowNs + tickNs;
        }
        for (Runnable mine = own.poll(); mine != null; mine = own.poll()) {
          mine.run();
        }
        Runnable event = queue.poll(nextTickNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (event != null) {
          event.run();
          if (queue.isEmpty()) {
            onIdle.accept(System.nanoTime());
          }
        }
      }
    } catch (InterruptedException e) {
      closed = true;
    } catch (Throwable fault) {
      // The top of the thread: whatever it was, the state behind it is suspect.
      closed = true;
      onFault.accept(fault);
    }
  }

  /** Ends the thread after the event that it runs now, and waits for that. */
  @Override
  public void close() {
    closed = true;
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
