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
   * The failure as a person wants to read it.
   *
   * @param test that ran it, as CLASS.METHOD
   * @param traceFile where the full trace of the smallest run was written
   */
  public String text(String test, String traceFile) {
    String text = report.failure(test, traceFile);
    if (runs == 0) {
      return text;
    }
    return text
        + "\n  shrunk in "
        + runs
        + " runs from "
        + original.faults().size()
        + " faults and "
        + original.records()
        + " records, which broke: "
        + original.violation().orElseThrow();
  }
}
