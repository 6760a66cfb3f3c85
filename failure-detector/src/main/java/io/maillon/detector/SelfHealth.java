package io.maillon.detector;

/**
 * Notices when the watcher itself was not running, by how late its own ticks come: whoever slept
 * must not take its own sleep for the silence of others.
 *
 * <p>Heartbeats that arrived meanwhile may still lie unread, so after a late tick nobody is judged
 * for one tick interval; after a pause every wait starts afresh. Owner: the monitor's thread. The
 * idea is memberlist's local health awareness (Dadgar, Phillips, Currey: Lifeguard, 2017), reduced
 * to one's own timer.
 */
public final class SelfHealth {
  /** What a tick may do. */
  public enum State {
    /** Judge as usual. */
    ON_TIME,
    /** Judge nobody this time. */
    LATE,
    /** Judge nobody, and start every wait afresh. */
    PAUSED
  }

  /**
   * One tick.
   *
   * @param lostNs time since the former tick beyond one interval; 0 when none was lost
   */
  public record Tick(State state, long lostNs) {}

  private final SelfHealthSettings settings;
  private boolean ticking;
  private long lastNs;
  private boolean settling;
  private long settledNs;
  private int lateTicks;

  public SelfHealth(SelfHealthSettings settings) {
    this.settings = settings;
  }

  /** The owner's timer fired, or it wants a verdict between two firings; both count as a tick. */
  public Tick tick(long nowNs) {
    long gapNs = ticking ? Math.max(0, nowNs - lastNs) : 0;
    ticking = true;
    lastNs = nowNs;
    long lostNs = Math.max(0, gapNs - settings.tickIntervalNs());
    if (lostNs > settings.slackNs()) {
      return late(lostNs, nowNs);
    }
    if (settling && nowNs - settledNs < 0) {
      return new Tick(State.LATE, lostNs);
    }
    settling = false;
    lateTicks = 0;
    return new Tick(State.ON_TIME, lostNs);
  }

  private Tick late(long lostNs, long nowNs) {
    lateTicks = Math.min(lateTicks + 1, settings.lateTicksMax() + 1);
    boolean bounded = lateTicks > settings.lateTicksMax();
    // A pause is honoured without bound: a leader that sleeps for good loses its office to Raft.
    if (lostNs > settings.pauseNs()) {
      settle(nowNs);
      return new Tick(State.PAUSED, lostNs);
    }
    if (bounded) {
      settling = false;
      return new Tick(State.ON_TIME, lostNs);
    }
    settle(nowNs);
    return new Tick(State.LATE, lostNs);
  }

  private void settle(long nowNs) {
    settling = true;
    settledNs = nowNs + settings.tickIntervalNs();
  }
}
