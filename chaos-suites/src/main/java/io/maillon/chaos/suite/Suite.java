package io.maillon.chaos.suite;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.fault.Nemesis;
import io.maillon.chaos.workload.Traffic;
import java.time.Duration;
import java.util.List;

/**
 * What is done to a cluster.
 *
 * @param name as on the command line
 * @param purpose one line for people
 * @param duration of the faults, unless said otherwise
 * @param nemeses that work at the same time
 * @param quorumLoss whether faults may take the majority of the coordinators, for a while
 * @param registers whether clients use the coordinators as registers and counters meanwhile
 * @param traffic how records come to the suites' own pipeline, unless said otherwise
 */
public record Suite(
    String name,
    String purpose,
    Duration duration,
    List<Nemesis> nemeses,
    boolean quorumLoss,
    boolean registers,
    Traffic traffic) {
  private static final long MINUTE_MS = 60_000;

  public Suite {
    nemeses = List.copyOf(nemeses);
  }

  /** A suite that leaves a majority of the coordinators well. */
  public Suite(String name, String purpose, Duration duration, List<Nemesis> nemeses) {
    this(name, purpose, duration, nemeses, false, false, Traffic.STEADY);
  }

  /**
   * Whether clients have to repeat requests for over a minute, because nobody can lead for longer.
   *
   * @param time of its faults: in a shorter one than its own that need not come to pass
   */
  public boolean outlastsAMinute(Duration time) {
    return registers
        && time.compareTo(duration) >= 0
        && nemeses.stream()
            .anyMatch(n -> n.kind() == FaultKind.QUORUM_LOSS && n.holdMinMs() > MINUTE_MS);
  }

  /** The same with other traffic. */
  public Suite traffic(Traffic other) {
    return new Suite(name, purpose, duration, nemeses, quorumLoss, registers, other);
  }
}
