package io.maillon.coordinator.leader;

/**
 * The claims on one partition since its last activation. Each next one gets twice the time, so that
 * a log that takes long to install is installed in the end. Owned by {@link PipelineLead}.
 */
final class Attempts {
  private static final int DOUBLINGS_MAX = 5;

  private long epoch = -1;
  private long sinceNs;
  private int doublings = -1;

  /**
   * @param newestEpoch of the claim that is pending
   * @param patienceNs with the first claim
   */
  boolean isStuck(long newestEpoch, long patienceNs, long nowNs) {
    if (newestEpoch != epoch) {
      epoch = newestEpoch;
      sinceNs = nowNs;
      doublings = Math.min(doublings + 1, DOUBLINGS_MAX);
    }
    return nowNs - sinceNs > patienceNs << doublings;
  }
}
