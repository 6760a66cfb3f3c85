package io.maillon.chaos.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What happened: a hash of everything, the last transitions, and all lines if they are wanted. */
final class Trace {
  private static final int LAST_MAX = 12;

  /** Most are never shown, so they are not put into words before. */
  private record Transition(long elapsedNs, String text) {
    @Override
    public String toString() {
      return text + String.format(Locale.ROOT, " t=%.3f", elapsedNs / 1e9);
    }
  }

  private final EventQueue queue;
  private final boolean full;
  private final Deque<Transition> last = new ArrayDeque<>();
  private final List<String> lines = new ArrayList<>();
  private long hash = 0x9E3779B97F4A7C15L;

  Trace(EventQueue queue, boolean full) {
    this.queue = queue;
    this.full = full;
  }

  boolean isFull() {
    return full;
  }

  /** Something small and frequent. */
  void mark(int what, long value) {
    hash = (hash ^ (queue.nowNs() + 31L * what + value)) * 0x100000001B3L;
    hash ^= hash >>> 29;
  }

  /** A change of role, configuration or fault. */
  void transition(String text) {
    mark(1, text.hashCode());
    Transition transition = new Transition(queue.elapsedNs(), text);
    last.addLast(transition);
    if (last.size() > LAST_MAX) {
      last.removeFirst();
    }
    if (full) {
      lines.add(queue.executed() + " " + transition);
    }
  }

  /** For the full trace only. */
  void line(String text) {
    if (full) {
      lines.add(
          queue.executed() + String.format(Locale.ROOT, " %.6f ", queue.elapsedNs() / 1e9) + text);
    }
  }

  long hash() {
    return hash;
  }

  List<String> last() {
    return last.stream().map(Transition::toString).toList();
  }

  List<String> lines() {
    return lines;
  }
}
