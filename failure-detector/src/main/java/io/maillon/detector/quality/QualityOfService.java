package io.maillon.detector.quality;

import io.maillon.detector.FailureDetector;
import io.maillon.detector.quality.HeartbeatTrace.Beat;
import java.util.List;
import java.util.OptionalLong;

/**
 * The measures of Chen, Toueg and Aguilera: how fast a detector detects and how well it avoids
 * mistakes. Before the crash every suspicion is a mistake; after it only the last, permanent one
 * counts. Chen, Toueg, Aguilera: On the quality of service of failure detectors, IEEE ToC 51(5),
 * 2002.
 *
 * @param detectionNs T_D, from the crash to the beginning of the permanent suspicion, 0 if it began
 *     earlier; empty without a crash or if it was not detected by the end
 * @param mistakes suspicions of the living process
 * @param mistakesPerSecond lambda_M, over the time in which it lived
 * @param meanMistakeNs T_M, mean duration of a mistake; 0 without any
 * @param queryAccuracy P_A, the fraction of queries of the living process answered correctly
 */
public record QualityOfService(
    OptionalLong detectionNs,
    long mistakes,
    double mistakesPerSecond,
    double meanMistakeNs,
    double queryAccuracy) {
  /**
   * Replays a trace into a fresh detector and queries it every {@code sampleEveryNs} from the first
   * arrival to the end of the trace; times are exact to one sample.
   */
  public static QualityOfService measure(
      FailureDetector detector, HeartbeatTrace trace, long sampleEveryNs) {
    if (sampleEveryNs <= 0) {
      throw new IllegalArgumentException(
          "sampleEveryNs " + sampleEveryNs + ": expected 1 to " + Long.MAX_VALUE);
    }
    List<Beat> beats = trace.beats();
    Tally tally = new Tally(trace.crashNs(), sampleEveryNs);
    int next = 0;
    long startNs = beats.get(0).arrivalNs();
    for (long elapsedNs = 0; elapsedNs < trace.endNs() - startNs; elapsedNs += sampleEveryNs) {
      long nowNs = startNs + elapsedNs;
      while (next < beats.size() && beats.get(next).arrivalNs() <= nowNs) {
        detector.heartbeat(beats.get(next++).arrivalNs());
      }
      tally.sample(detector.suspected(nowNs), nowNs);
    }
    return tally.result();
  }

  /** Counts the samples of one replay. */
  private static final class Tally {
    private final OptionalLong crashNs;
    private final long sampleEveryNs;
    private long samples;
    private long wrongSamples;
    private long mistakes;
    private boolean suspecting;
    private long suspectingSinceNs;

    Tally(OptionalLong crashNs, long sampleEveryNs) {
      this.crashNs = crashNs;
      this.sampleEveryNs = sampleEveryNs;
    }

    void sample(boolean suspected, long nowNs) {
      boolean begins = suspected && !suspecting;
      if (begins) {
        suspectingSinceNs = nowNs;
      }
      suspecting = suspected;
      boolean lives = crashNs.isEmpty() || nowNs < crashNs.getAsLong();
      if (lives) {
        samples++;
        wrongSamples += suspected ? 1 : 0;
        mistakes += begins ? 1 : 0;
      }
    }

    QualityOfService result() {
      double livedS = samples * (sampleEveryNs / 1e9);
      return new QualityOfService(
          detectionNs(),
          mistakes,
          samples == 0 ? 0 : mistakes / livedS,
          mistakes == 0 ? 0 : (double) wrongSamples * sampleEveryNs / mistakes,
          samples == 0 ? 1 : 1 - (double) wrongSamples / samples);
    }

    private OptionalLong detectionNs() {
      return crashNs.isPresent() && suspecting
          ? OptionalLong.of(Math.max(0, suspectingSinceNs - crashNs.getAsLong()))
          : OptionalLong.empty();
    }
  }
}
