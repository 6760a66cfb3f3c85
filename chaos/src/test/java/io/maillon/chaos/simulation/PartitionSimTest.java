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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/**
 * Runs worlds of {@code -Dsim.seeds=N} seeds, always the same ones or, with {@code
 * -Dsim.fresh=true}, new ones, after those that ever failed; with {@code -Dseed=0x…} that one
 * alone, of which {@code -Dfaults=3,17} and {@code -Drecords=N} leave a part.
 */
class PartitionSimTest {
  private static final int SEEDS = 500;

  /** The same seeds in every build, so that a build says something about the change in it. */
  private static final long BASE = 0x5E55101DL;

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
          "beat of a partition with a full log");

  @Test
  void takesEffectOnceUnderFaults() {
    Reduction reduction = reduction();
    List<Long> seeds = seeds();
    SimulationTotals totals = new SimulationTotals();
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
    System.out.println(totals + "\npaths taken:\n" + totals.probes());
    if (!failures.isEmpty()) {
      fail(describe(failures.element()));
    }
    if (seeds.size() >= 300) {
      checkRarePaths(totals.probes());
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

  /** A simulation that never takes the rare paths proves nothing. */
  private static void checkRarePaths(Probes probes) {
    for (String path : RARE_PATHS) {
      assertTrue(probes.count(path) > 0, path + " was never taken:\n" + probes);
    }
  }

  private static String describe(SimulationReport failed) {
    Shrunk shrunk = Shrink.of(failed, Shrink.RUNS_MAX);
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

  private static List<Long> seeds() {
    String only = System.getProperty("seed");
    if (only != null) {
      return List.of(Long.parseUnsignedLong(only.replaceFirst("^0[xX]", ""), 16));
    }
    List<Long> seeds = new ArrayList<>(regressions());
    long base = Boolean.getBoolean("sim.fresh") ? System.nanoTime() : BASE;
    int fresh = Integer.getInteger("sim.seeds", SEEDS);
    System.out.printf("%d seeds from base 0x%X, %d known%n", fresh, base, seeds.size());
    SplittableRandom random = new SplittableRandom(base);
    for (int i = 0; i < fresh; i++) {
      seeds.add(random.nextLong());
    }
    return seeds;
  }

  private static List<Long> regressions() {
    try (InputStream in = PartitionSimTest.class.getResourceAsStream(REGRESSIONS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(l -> !l.isBlank() && !l.startsWith("#"))
          .map(l -> Long.parseUnsignedLong(l.strip().replaceFirst("\\s.*", "").substring(2), 16))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(REGRESSIONS, e);
    }
  }
}
