package io.maillon.chaos.simulation;

import java.util.List;

/**
 * Looks for a smaller run of a seed that breaks the same invariant: first with fewer faults, then
 * with fewer records.
 */
public final class Shrink {
  /** Half a minute of runs, mostly less. */
  public static final int RUNS_MAX = 300;

  private final Worlds worlds;
  private final SimulationReport failed;
  private final int runsMax;
  private SimulationReport smallest;
  private int runs;

  private Shrink(Worlds worlds, SimulationReport failed, int runsMax) {
    this.worlds = worlds;
    this.failed = failed;
    this.runsMax = runsMax;
    smallest = failed;
  }

  /** A drawn world. */
  public static Shrunk of(SimulationReport failed, int runsMax) {
    return of(Worlds.DRAWN, failed, runsMax);
  }

  /**
   * @param worlds that the run was one of
   * @param failed a run that broke an invariant
   * @param runsMax how many runs it may cost
   */
  public static Shrunk of(Worlds worlds, SimulationReport failed, int runsMax) {
    if (failed.invariant().isEmpty()) {
      throw new IllegalArgumentException("seed " + failed.seedText() + " broke no invariant");
    }
    Shrink shrink = new Shrink(worlds, failed, runsMax);
    new DeltaDebugging<Integer>(shrink::failsWithFaults, runsMax).minimize(numbers(failed));
    shrink.records();
    return new Shrunk(failed, shrink.traced(), shrink.runs);
  }

  private void records() {
    int tooFew = 0;
    while (smallest.records() - tooFew > 1 && runs < runsMax) {
      int between = tooFew + (smallest.records() - tooFew) / 2;
      if (!fails(smallest.reduction().withRecords(between))) {
        tooFew = between;
      }
    }
  }

  private boolean failsWithFaults(List<Integer> kept) {
    return fails(smallest.reduction().withFaults(kept));
  }

  private boolean fails(Reduction reduction) {
    runs++;
    SimulationReport report = worlds.run(failed.seed(), reduction, false);
    boolean alike = report.invariant().equals(failed.invariant());
    if (alike) {
      smallest = report;
    }
    return alike;
  }

  /** The smallest run once more. Faults that did not happen in it need not be named. */
  private SimulationReport traced() {
    Reduction least = smallest.reduction().withFaults(numbers(smallest));
    return worlds.run(failed.seed(), least, true);
  }

  private static List<Integer> numbers(SimulationReport report) {
    return report.faults().stream().map(FiredFault::number).toList();
  }
}
