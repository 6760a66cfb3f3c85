package io.maillon.chaos.simulated;

import io.maillon.link.source.SourceClock;

/** A clock that moves only when somebody waits by it: waiting costs nothing. */
final class SimulatedTime implements SourceClock {
  private long nowNs;

  @Override
  public long nowNs() {
    return nowNs;
  }

  @Override
  public void await(long waitNs) {
    nowNs += Math.max(0, waitNs);
  }
}
