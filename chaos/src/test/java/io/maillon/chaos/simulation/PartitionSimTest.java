package io.maillon.chaos.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/**
 * Runs the worlds of all seeds that ever failed, then of {@code -Dsim.seeds=N} fresh ones, whose
 * base is printed and repeated with {@code -Dsim.base=0x…}. With {@code -Dseed=0x…} runs that one
 * alone, of which {@code -Dfaults=3,17} and {@code -Drecords=N} leave a part.
 */
class PartitionSimTest {
  private static final int SEEDS = 2_000;

  /** Fewer may miss a rare path by chance. */
  private static final int SEEDS_FOR_ALL_PATHS = 300;

  /** Likewise a point between two effects. */
  private static final int SEEDS_FOR_ALL_POINTS = 1_500;

  private static final double FAULTS_PER_HOUR_MIN = 3_000;

  private static final String REGRESSIONS = "/regression-seeds.txt";

  private static final List<String> RARE_PATHS =
      List.of(
          "office taken",
          "joint change of replicas",
          "image installed",
          "image fetched",
          "refusal NO_LOG",
          "refusal GAP",
          "refusal FENCED",
          "life dismissed and begun anew",
          "process frozen",
          "leader deposed",
          "command applied twice",
          "proposal with unknown outcome",
          "beat of a partition with a full log",
          "proposal of a deposed leader gets into the log",
          "proposal survives its leader",
          "unsynced writes lost",
          "data loss declared",
          "pipeline failed for a full disk",
          "coordinator left down",
          "instance left GONE",
          "instance left FROZEN",
          "instance left CUT");

  @Test
  void takesEffectOnceUnderFaults() {
    SimulationTotals totals = new SimulationTotals();
    String only = System.getProperty("seed");
    if (only != null) {
      run(List.of(unsigned(only)), reduction(), totals);
      System.out.println(totals);
      return;
    }
    run(regressions(), Reduction.NONE, totals);
    assertEquals(0, totals.voids(), "known seeds without a fault show nothing");
    int fresh = Integer.getInteger("sim.seeds", SEEDS);
    String given = System.getProperty("sim.base");
    long base = given == null ? System.nanoTime() : unsigned(given);
    System.out.printf(
        "%d known seeds held; %d fresh from base 0x%X%n", totals.seeds(), fresh, base);
    run(new SplittableRandom(base).longs(fresh).boxed().toList(), Reduction.NONE, totals);
    System.out.println(totals + "\npaths taken:\n" + totals.probes());
    if (fresh >= SEEDS_FOR_ALL_PATHS) {
      checkRarePaths(totals.probes());
      if (fresh >= SEEDS_FOR_ALL_POINTS) {
        checkPoints(totals.probes());
      }
      assertTrue(totals.faultsPerHour() >= FAULTS_PER_HOUR_MIN, totals::toString);
      // Some swarms draw no kind of fault.
      assertTrue(totals.voids() * 100 <= totals.seeds(), totals::toString);
    }
  }

  private static void run(List<Long> seeds, Reduction reduction, SimulationTotals totals) {
    Queue<SimulationReport> failures = new ConcurrentLinkedQueue<>();
    // Worlds share nothing, so each processor runs its own.
    seeds.parallelStream()
        .filter(seed -> failures.isEmpty())
        .map(seed -> new Simulation(seed, reduction, false).run())
        .forEach(
            report -> {
              synchronized (totals) {
                totals.add(report);
              }
              if (!report.isValid()) {
                failures.add(report);
              }
            });
    if (!failures.isEmpty()) {
      fail(describe(failures.element(), reduction));
    }
  }

  @Test
  void oneSeedRunTwiceGivesEqualTraces() {
    for (long seed = 1; seed <= 5; seed++) {
      SimulationReport first = new Simulation(seed, false).run();
      SimulationReport second = new Simulation(seed, true).run();
      assertEquals(first.traceHash(), second.traceHash(), "trace hash of seed " + seed);
      assertEquals(first.events(), second.events(), "events of seed " + seed);
    }
    assertNotEquals(
        new Simulation(1, false).run().traceHash(), new Simulation(2, false).run().traceHash());
  }

  private static void checkPoints(Probes probes) {
    for (FaultPoint point : FaultPoint.values()) {
      assertTrue(probes.count(point.probe()) > 0, "never " + point.probe() + ":\n" + probes);
    }
  }

  /** A simulation that never takes the rare paths proves nothing. */
  private static void checkRarePaths(Probes probes) {
    for (Fault fault : Fault.values()) {
      assertTrue(probes.count("fault " + fault) > 0, fault + " never happened:\n" + probes);
    }
    for (String path : RARE_PATHS) {
      assertTrue(probes.count(path) > 0, path + " was never taken:\n" + probes);
    }
  }

  /** A run that was reduced by hand is shown as it is. */
  private static String describe(SimulationReport failed, Reduction reduction) {
    int runsMax = reduction.equals(Reduction.NONE) ? Shrink.RUNS_MAX : 0;
    Shrunk shrunk = Shrink.of(failed, runsMax);
    SimulationReport traced = shrunk.report();
    Path file = Path.of("target", "sim", traced.seedText().substring(2) + ".txt");
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, traced.lines());
    } catch (IOException e) {
      throw new UncheckedIOException("trace file " + file, e);
    }
    return shrunk.text("PartitionSimTest.takesEffectOnceUnderFaults", file.toString());
  }

  private static Reduction reduction() {
    Reduction reduction =
        Reduction.NONE.withRecords(Integer.getInteger("records", Integer.MAX_VALUE));
    String faults = System.getProperty("faults");
    return faults == null ? reduction : reduction.withFaults(Reduction.parseFaults(faults));
  }

  private static long unsigned(String seed) {
    return Long.parseUnsignedLong(seed.replaceFirst("^0[xX]", ""), 16);
  }

  private static List<Long> regressions() {
    try (InputStream in = PartitionSimTest.class.getResourceAsStream(REGRESSIONS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(l -> !l.isBlank() && !l.startsWith("#"))
          .map(l -> unsigned(l.strip().replaceFirst("\\s.*", "")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(REGRESSIONS, e);
    }
  }
}
