package io.maillon.detector;

import io.maillon.detector.internal.NormalTail;
import io.maillon.detector.internal.SampleWindow;

/**
 * Detector whose suspicion is phi, minus the decimal logarithm of the probability that a heartbeat
 * still comes later than now: at phi 1 one suspicion in ten is wrong, at phi 2 one in a hundred.
 *
 * <p>Intervals are taken as normally distributed around the mean of the window plus the acceptable
 * pause. Two things differ from the paper: an interval that ended a suspicion is no sample (one
 * pause of ten seconds would blind the detector for a whole window), and a silence of {@code
 * silenceMaxNs} is suspected whatever the window says.
 *
 * <p>Owner: the monitor's thread. Unit of suspicion: phi. Hayashibara, Défago, Yared, Katayama: The
 * phi accrual failure detector, SRDS 2004.
 */
public final class PhiAccrualDetector implements FailureDetector {
  private final PhiAccrualSettings settings;
  private final SampleWindow intervalsNs;
  private boolean awaiting;
  private boolean lastIsArrival;
  private long lastNs;

  public PhiAccrualDetector(PhiAccrualSettings settings) {
    this.settings = settings;
    this.intervalsNs = new SampleWindow(settings.windowSamples());
    // Mean and deviation both equal the estimate: patient until the first real samples outweigh it.
    intervalsNs.add(0);
    intervalsNs.add(2 * settings.firstIntervalNs());
  }

  @Override
  public void heartbeat(long arrivalNs) {
    if (awaiting && arrivalNs - lastNs < 0) {
      return;
    }
    if (lastIsArrival && !suspected(arrivalNs)) {
      intervalsNs.add(arrivalNs - lastNs);
    }
    awaiting = true;
    lastIsArrival = true;
    lastNs = arrivalNs;
  }

  @Override
  public double suspicion(long nowNs) {
    long silenceNs = silenceNs(nowNs);
    double deviationNs =
        Math.max(intervalsNs.standardDeviation(), (double) settings.standardDeviationMinNs());
    double lateNs = silenceNs - intervalsNs.mean() - settings.acceptablePauseNs();
    double phi = NormalTail.minusLog10Above(lateNs / deviationNs);
    return silenceNs >= settings.silenceMaxNs() ? Math.max(phi, settings.threshold()) : phi;
  }

  @Override
  public boolean suspected(long nowNs) {
    return awaiting && suspicion(nowNs) >= settings.threshold();
  }

  @Override
  public void reset(long nowNs) {
    awaiting = true;
    lastIsArrival = false;
    lastNs = nowNs;
  }

  private long silenceNs(long nowNs) {
    return awaiting ? Math.max(0, nowNs - lastNs) : 0;
  }
}
