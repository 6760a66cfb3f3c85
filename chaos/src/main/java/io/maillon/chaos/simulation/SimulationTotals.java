package io.maillon.chaos.simulation;

import java.util.Locale;

/** What many seeds came to; their reports need not be kept. Its owner adds one at a time. */
public final class SimulationTotals {
  private final Probes probes = new Probes();
  private long seeds;
  private long voids;
  private long violations;
  private long faults;
  private long events;
  private long elapsedNs;

  public void add(SimulationReport report) {
    seeds++;
    voids += report.isVoid() ? 1 : 0;
    violations += report.isValid() ? 0 : 1;
    faults += report.faults().size();
    events += report.events();
    elapsedNs += report.elapsedNs();
    probes.add(report.probes());
  }

  public void add(SimulationTotals others) {
    seeds += others.seeds;
    voids += others.voids;
    violations += others.violations;
    faults += others.faults;
    events += others.events;
    elapsedNs += others.elapsedNs;
    probes.add(others.probes);
  }

  public long seeds() {
    return seeds;
  }

  /** Seeds of which no fault happened: they count for nothing. */
  public long voids() {
    return voids;
  }

  public long violations() {
    return violations;
  }

  public long faults() {
    return faults;
  }

  public double faultsPerHour() {
    return elapsedNs == 0 ? 0 : faults * 3.6e12 / elapsedNs;
  }

  public Probes probes() {
    return probes;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d seeds: %d void, %d violations; %d events in %.2f simulated hours; %d faults, %.0f per"
            + " simulated hour",
        seeds,
        voids,
        violations,
        events,
        elapsedNs / 3.6e12,
        faults,
        faultsPerHour());
  }
}
