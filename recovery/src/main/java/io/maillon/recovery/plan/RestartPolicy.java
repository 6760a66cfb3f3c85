package io.maillon.recovery.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * When an instance that ended may be started again: at once, then ever later while it keeps ending
 * before it comes up, and never once it did that too often in a row, or ended too often within a
 * window.
 */
public final class RestartPolicy {
  /**
   * @param backOffMinNs after the second end in a row
   * @param backOffMaxNs longest
   * @param budget starts within the window
   * @param windowNs over which starts are counted
   * @param failuresMax ends in a row before it came up
   */
  public record Settings(
      long backOffMinNs, long backOffMaxNs, int budget, long windowNs, int failuresMax) {
    /** 100 ms doubling to 5 s; 30 starts a minute; 8 that fail in a row. */
    public static final Settings DEFAULTS =
        new Settings(100_000_000L, 5_000_000_000L, 30, 60_000_000_000L, 8);
  }

  private final Settings settings;
  private final Deque<Long> starts = new ArrayDeque<>();
  private int failures;

  public RestartPolicy(Settings settings) {
    this.settings = settings;
  }

  public void onStarted(long nowNs) {
    starts.addLast(nowNs);
  }

  /** It came up: the next end is the first in a row. */
  public void onJoined() {
    failures = 0;
  }

  /** It ended before it came up. */
  public void onFailed() {
    failures++;
  }

  /** When it may be started; empty = the budget is used up. */
  public OptionalLong nextStartNs(long nowNs) {
    while (!starts.isEmpty() && starts.getFirst() <= nowNs - settings.windowNs()) {
      starts.removeFirst();
    }
    if (starts.size() >= settings.budget() || failures >= settings.failuresMax()) {
      return OptionalLong.empty();
    }
    if (failures == 0 || starts.isEmpty()) {
      return OptionalLong.of(nowNs);
    }
    int shift = Math.min(failures - 1, 20);
    long backOff = Math.min(settings.backOffMinNs() << shift, settings.backOffMaxNs());
    return OptionalLong.of(starts.getLast() + backOff);
  }
}
