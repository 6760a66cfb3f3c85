package io.maillon.chaos.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** What happened: a hash of everything, the last transitions, and all lines if they are wanted. */
final class Trace {
  private static final int LAST_MAX = 12;

  private final EventQueue queue;
  private final boolean full;
  private final Deque<String> last = new ArrayDeque<>();
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
    String line = text + String.format(Locale.ROOT, " t=%.3f", queue.elapsedNs() / 1e9);
    last.addLast(line);
    if (last.size() > LAST_MAX) {
      last.removeFirst();
    }
    if (full) {
      lines.add(queue.executed() + " " + line);
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
    return List.copyOf(last);
  }

  List<String> lines() {
    return lines;
  }
}
