package io.maillon.chaos.suite;

import io.maillon.chaos.fault.Nemesis;
import java.time.Duration;
import java.util.List;

/**
 * What is done to a cluster.
 *
 * @param name as on the command line
 * @param purpose one line for people
 * @param duration of the faults, unless said otherwise
 * @param nemeses that work at the same time
 */
public record Suite(String name, String purpose, Duration duration, List<Nemesis> nemeses) {
  public Suite {
    nemeses = List.copyOf(nemeses);
  }
}
