package io.maillon.detector;

/**
 * Detector that expects the next heartbeat at the later of two estimates, one over a long and one
 * over a short window of arrivals, and suspects it a safety margin after that (2W-FD).
 *
 * <p>Each estimate is Chen's: the mean lateness of the window's arrivals against a schedule of one
 * beat per interval, extended by one interval. Heartbeats travel in order over a connection that
 * loses none, so counting arrivals numbers the beats. A silence of {@code silenceMaxNs} is
 * suspected in any case: a peer that beats faster than its setting would otherwise push the
 * estimate ahead without bound.
 *
 * <p>Owner: the monitor's thread. Unit of suspicion: safety margins past the expected arrival; 1 is
 * the threshold. Tomsic, Sens, Garcia, Arantes, Sopena: 2W-FD, IPDPS 2015; Chen, Toueg, Aguilera:
 * On the quality of service of failure detectors, IEEE ToC 51(5), 2002.
 */
public final class TwoWindowDetector implements FailureDetector {
  private final TwoWindowSettings settings;
  private final long[] arrivalsNs;
  private int size;
  private int newest = -1;
  private boolean awaiting;
  private long lastNs;
  private long expectedAfterNs;

  public TwoWindowDetector(TwoWindowSettings settings) {
    this.settings = settings;
    this.arrivalsNs = new long[settings.longWindowSamples()];
    this.expectedAfterNs = settings.intervalNs();
  }

  @Override
  public void heartbeat(long arrivalNs) {
    if (awaiting && arrivalNs - lastNs < 0) {
      return;
    }
    newest = (newest + 1) % arrivalsNs.length;
    arrivalsNs[newest] = arrivalNs;
    size = Math.min(size + 1, arrivalsNs.length);
    awaiting = true;
    lastNs = arrivalNs;
    expectedAfterNs =
        Math.max(
            expectedAfterNs(settings.shortWindowSamples()),
            expectedAfterNs(settings.longWindowSamples()));
  }

  @Override
  public double suspicion(long nowNs) {
    long silenceNs = awaiting ? Math.max(0, nowNs - lastNs) : 0;
    double lateNs = (double) silenceNs - expectedAfterNs;
    double margins = Math.max(0, lateNs / settings.safetyMarginNs());
    return silenceNs >= settings.silenceMaxNs() ? Math.max(margins, 1) : margins;
  }

  @Override
  public boolean suspected(long nowNs) {
    return awaiting && suspicion(nowNs) >= 1;
  }

  /** Moves the remembered arrivals along: to the estimates the lost time did not happen. */
  @Override
  public void reset(long nowNs) {
    if (awaiting) {
      long shiftNs = nowNs - lastNs;
      for (int i = 0; i < size; i++) {
        arrivalsNs[i] += shiftNs;
      }
    }
    awaiting = true;
    lastNs = nowNs;
  }

  /**
   * Expected time from the newest arrival to the next. Relative to the newest, so that neither the
   * clock's zero nor years of running cost precision.
   */
  private long expectedAfterNs(int window) {
    int count = Math.min(window, size);
    double offsetsNs = 0;
    for (int back = 0; back < count; back++) {
      int index = Math.floorMod(newest - back, arrivalsNs.length);
      offsetsNs += (arrivalsNs[index] - lastNs) + (double) settings.intervalNs() * back;
    }
    return settings.intervalNs() + Math.round(offsetsNs / count);
  }
}
