package io.maillon.detector.quality;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * A recorded or drawn run of one monitored process, as its watcher saw it.
 *
 * @param beats in order of arrival (sorted on construction); those lost on the way are left out
 * @param crashNs when the process crashed; empty if it did not
 * @param endNs when the observation ended
 */
public record HeartbeatTrace(List<Beat> beats, OptionalLong crashNs, long endNs) {
  /** One heartbeat; both times on the watcher's clock. */
  public record Beat(long sentNs, long arrivalNs) {
    public Beat {
      if (arrivalNs < sentNs) {
        throw new IllegalArgumentException(
            "beat arrivalNs " + arrivalNs + ": expected no earlier than sentNs " + sentNs);
      }
    }
  }

  public HeartbeatTrace {
    beats = beats.stream().sorted(Comparator.comparingLong(Beat::arrivalNs)).toList();
    if (beats.isEmpty()) {
      throw new IllegalArgumentException("beats 0: expected at least 1");
    }
    long firstNs = beats.get(0).arrivalNs();
    if (endNs <= firstNs) {
      throw new IllegalArgumentException(
          "endNs " + endNs + ": expected later than the first arrival " + firstNs);
    }
    checkCrash(beats, crashNs, endNs);
  }

  private static void checkCrash(List<Beat> beats, OptionalLong crashNs, long endNs) {
    if (crashNs.isEmpty()) {
      return;
    }
    long lastSentNs = beats.stream().mapToLong(Beat::sentNs).max().getAsLong();
    if (crashNs.getAsLong() < lastSentNs || crashNs.getAsLong() > endNs) {
      throw new IllegalArgumentException(
          "crashNs " + crashNs.getAsLong() + ": expected " + lastSentNs + " to " + endNs);
    }
  }
}
