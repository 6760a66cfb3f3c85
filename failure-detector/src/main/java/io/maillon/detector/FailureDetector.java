package io.maillon.detector;

/**
 * Judges one monitored peer by the times at which its heartbeats arrive.
 *
 * <p>Owner: the thread that owns the monitor. Times are nanoseconds of one monotonic clock, of
 * which only differences matter. Until the first heartbeat or reset nothing is awaited and nothing
 * suspected. A suspicion is a number and no decision; what follows from it is for {@link
 * InstanceMonitor}.
 */
public interface FailureDetector {
  /** A heartbeat arrived; one that is older than the newest is ignored. */
  void heartbeat(long arrivalNs);

  /**
   * How suspicious the silence is: never negative, finite, and growing while nothing arrives. The
   * unit is the implementation's.
   */
  double suspicion(long nowNs);

  /** Whether the suspicion has reached the threshold. */
  boolean suspected(long nowNs);

  /** Starts the wait afresh, as if a heartbeat had just arrived; keeps what was learned. */
  void reset(long nowNs);
}
