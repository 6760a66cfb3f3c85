package io.maillon.chaos.simulation;

/**
 * A failure, and the smallest run found that fails alike.
 *
 * @param original the failure
 * @param report of the smallest run, with its trace
 * @param runs that it took to find it
 */
public record Shrunk(SimulationReport original, SimulationReport report, int runs) {
  /**
   * The failure of a drawn world as a person wants to read it.
   *
   * @param test that ran it, as CLASS.METHOD
   * @param traceFile where the full trace of the smallest run was written
   */
  public String text(String test, String traceFile) {
    return report.failure(test, traceFile) + shrinking();
  }

  /**
   * The same for a given pipeline.
   *
   * @param command that runs its worlds, to which seed and reduction are added
   */
  public String text(String test, String traceFile, String command) {
    return report.failure(test, traceFile, command) + shrinking();
  }

  private String shrinking() {
    if (runs == 0) {
      return "";
    }
    return "\n  shrunk in "
        + runs
        + " runs from "
        + original.faults().size()
        + " faults and "
        + original.records()
        + " records, which broke: "
        + original.violation().orElseThrow().lines().findFirst().orElse("");
  }
}
