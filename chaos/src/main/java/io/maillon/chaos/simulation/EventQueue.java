package io.maillon.chaos.simulation;

import java.util.PriorityQueue;

/** Virtual time in nanoseconds: what comes next, in order of time, then of scheduling. */
final class EventQueue {
  /** Not zero, so that code which takes zero for "never" is found out. */
  static final long START_NS = 1_000_000_000L;

  private static final class Event implements Comparable<Event> {
    final long atNs;
    final long number;
    final Runnable action;

    Event(long atNs, long number, Runnable action) {
      this.atNs = atNs;
      this.number = number;
      this.action = action;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNs, other.atNs);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long nowNs = START_NS;
  private long scheduled;
  private long executed;

  long nowNs() {
    return nowNs;
  }

  /** Since the beginning of the world. */
  long elapsedNs() {
    return nowNs - START_NS;
  }

  /** Number of the present event. */
  long executed() {
    return executed;
  }

  void after(long delayNs, Runnable action) {
    events.add(new Event(nowNs + Math.max(0, delayNs), scheduled++, action));
  }

  void runNext() {
    Event next = events.remove();
    nowNs = next.atNs;
    executed++;
    next.action.run();
  }
}
