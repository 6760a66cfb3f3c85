package io.maillon.chaos.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one seed came to.
 *
 * @param seed of the world
 * @param reduction what was left out of it
 * @param events that happened
 * @param elapsedNs virtual time
 * @param traceHash equal for equal runs
 * @param invariant number of the one that was found broken
 * @param violation what was found broken, empty = nothing
 * @param cause of the violation, for its stack
 * @param faults that happened, in order of time
 * @param records of each source partition
 * @param last transitions before the end
 * @param lines the full trace, if it was asked for
 * @param probes rare paths taken
 */
public record SimulationReport(
    long seed,
    Reduction reduction,
    long events,
    long elapsedNs,
    long traceHash,
    Optional<Integer> invariant,
    Optional<String> violation,
    Optional<RuntimeException> cause,
    List<FiredFault> faults,
    int records,
    List<String> last,
    List<String> lines,
    Probes probes) {

  public boolean isValid() {
    return violation.isEmpty();
  }

  public String seedText() {
    return String.format(Locale.ROOT, "0x%X", seed);
  }

  /**
   * The failure as a person wants to read it.
   *
   * @param test that ran it, as CLASS.METHOD
   * @param traceFile where the full trace was written
   */
  public String failure(String test, String traceFile) {
    String head =
        String.format(
            Locale.ROOT,
            "%s  seed=%s  event %d  t=%.3fs",
            test,
            seedText(),
            events,
            elapsedNs / 1e9);
    return head
        + "\n  "
        + violation.orElse("valid")
        + "\n  last transitions: "
        + String.join("  ", last)
        + "\n  full trace: "
        + traceFile
        + "\n  replay: mvn -q -pl chaos -am test -Dtest=PartitionSimTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dseed="
        + seedText();
  }
}
