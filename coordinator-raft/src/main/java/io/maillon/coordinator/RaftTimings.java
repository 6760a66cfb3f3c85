package io.maillon.coordinator;

import java.time.Duration;

/**
 * How long a follower waits for its leader before it stands for election: a random time between the
 * two. Shorter finds a new leader sooner; longer survives longer pauses of the leader's process
 * (collections, busy cores) without an election. The leader beats every half of the shorter one.
 *
 * @param electionMin from 50 ms
 * @param electionMax more than {@code electionMin}: equal ones split votes again and again
 */
public record RaftTimings(Duration electionMin, Duration electionMax) {
  /** 200 / 400 ms, the default: a new leader within 0.4 to 0.9 s. */
  public static final RaftTimings DEFAULT =
      new RaftTimings(Duration.ofMillis(200), Duration.ofMillis(400));

  /** 300 / 600 ms, for cores shared with others: a new leader within 0.5 to 1.0 s. */
  public static final RaftTimings SHARED_CORES =
      new RaftTimings(Duration.ofMillis(300), Duration.ofMillis(600));

  public RaftTimings {
    if (electionMin.toMillis() < 50 || electionMax.compareTo(electionMin) <= 0) {
      throw new IllegalArgumentException(
          "raft timings "
              + electionMin.toMillis()
              + "/"
              + electionMax.toMillis()
              + " ms: expected a minimum of 50 ms or more and a greater maximum");
    }
  }
}
