package io.maillon.chaos.mutants;

import io.maillon.chaos.simulation.Reduction;
import io.maillon.chaos.simulation.Shrink;
import io.maillon.chaos.simulation.Shrunk;
import io.maillon.chaos.simulation.Simulation;
import io.maillon.chaos.simulation.SimulationReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Shrinks a failure and replays what is left, as words: it is loaded together with a mutant, apart
 * from the test that asks for it.
 */
public final class ShrinkProbe implements LongFunction<List<String>> {
  private static final int RUNS_MAX = 150;

  @Override
  public List<String> apply(long seed) {
    SimulationReport failed = new Simulation(seed, false).run();
    List<String> words = new ArrayList<>();
    if (failed.isValid()) {
      return words;
    }
    Shrunk shrunk = Shrink.of(failed, RUNS_MAX);
    words.add(shrunk.text("Test.run", "file"));
    add(words, failed);
    add(words, shrunk.report());
    add(words, replay(words.get(0)));
    return words;
  }

  /** Number of faults, of records, invariant and trace. */
  private static void add(List<String> words, SimulationReport report) {
    words.add(String.valueOf(report.faults().size()));
    words.add(String.valueOf(report.records()));
    words.add(report.invariant().map(String::valueOf).orElse("none"));
    words.add(Long.toHexString(report.traceHash()));
  }

  private static SimulationReport replay(String text) {
    Reduction reduction = Reduction.NONE;
    long seed = 0;
    for (String flag :
        text.lines().filter(l -> l.contains("-Dseed")).findFirst().orElseThrow().split(" ")) {
      String value = flag.substring(flag.indexOf('=') + 1);
      if (flag.startsWith("-Dseed=0x")) {
        seed = Long.parseUnsignedLong(value.substring(2), 16);
      } else if (flag.startsWith("-Dfaults=")) {
        reduction = reduction.withFaults(Reduction.parseFaults(value));
      } else if (flag.startsWith("-Drecords=")) {
        reduction = reduction.withRecords(Integer.parseInt(value));
      }
    }
    return new Simulation(seed, reduction, false).run();
  }
}
