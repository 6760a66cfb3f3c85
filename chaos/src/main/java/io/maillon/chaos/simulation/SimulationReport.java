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

  /** Nothing was found, but nothing was tried either. */
  public boolean isVoid() {
    return violation.isEmpty() && faults.isEmpty();
  }

  /**
   * The failure of a drawn world as a person wants to read it.
   *
   * @param test that ran it, as CLASS.METHOD
   * @param traceFile where the full trace was written
   */
  public String failure(String test, String traceFile) {
    return found(test, traceFile)
        + "\n  replay: mvn -q -pl chaos -am test -Dtest=PartitionSimTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false"
        + flags("-D", "=")
        + "\n      or: ./maillon chaos run simulation"
        + flags("--", " ");
  }

  /**
   * The same for a given pipeline.
   *
   * @param command that runs its worlds, to which seed and reduction are added
   */
  public String failure(String test, String traceFile, String command) {
    return found(test, traceFile) + "\n  replay: " + command + flags("--", " ");
  }

  private String found(String test, String traceFile) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s  seed=%s  event %d  t=%.3fs  faults %d  records %d",
            test,
            seedText(),
            events,
            elapsedNs / 1e9,
            faults.size(),
            records));
    text.append("\n  ").append(violation.orElse("valid"));
    faults.forEach(fault -> text.append("\n  ").append(fault));
    text.append("\n  last transitions: ").append(String.join("  ", last));
    text.append("\n  full trace: ").append(traceFile);
    return text.toString();
  }

  /** What repeats this run exactly. */
  private String flags(String before, String between) {
    String flags = " " + before + "seed" + between + seedText();
    if (reduction.faults().isPresent()) {
      flags += " " + before + "faults" + between + reduction.faultsText();
    }
    if (reduction.recordsMax() < Integer.MAX_VALUE) {
      flags += " " + before + "records" + between + reduction.recordsMax();
    }
    return flags;
  }
}
