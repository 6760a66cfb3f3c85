package io.maillon.cli.internal.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.simulation.Probes;
import io.maillon.chaos.simulation.Reduction;
import io.maillon.chaos.simulation.SimulationReport;
import io.maillon.cli.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SimulationSuiteTest {
  private static final int THREADS = 2;

  /** So that failures are told as they are, not shrunk. */
  private static final Reduction REDUCED = Reduction.NONE.withRecords(1);

  @TempDir private Path directory;

  private static SimulationReport broken(long seed, Reduction reduction) {
    return new SimulationReport(
        seed,
        reduction,
        1,
        1,
        1,
        Optional.of(2),
        Optional.of("invariant 2: broken"),
        Optional.empty(),
        List.of(),
        1,
        List.of(),
        List.of(),
        new Probes());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aViolationIsToldThoughAnotherThreadBreaksDown() throws InterruptedException {
    CyclicBarrier bothRun = new CyclicBarrier(THREADS);
    AtomicInteger runs = new AtomicInteger();
    StringWriter out = new StringWriter();
    SimulationSuite suite =
        new SimulationSuite(
            new SimulationOptions(
                OptionalLong.empty(), THREADS, 7, REDUCED, THREADS, directory, Optional.empty()),
            new PrintWriter(out));
    int status =
        suite.run(
            (seed, reduction, traced) -> {
              int run = runs.incrementAndGet();
              if (run <= THREADS) {
                await(bothRun);
              }
              if (run == 1) {
                throw new StackOverflowError();
              }
              return broken(seed, reduction);
            });
    assertEquals(ExitCodes.INVALID, status, out::toString);
    String text = out.toString();
    assertTrue(text.contains("INVALID  simulation  1 seeds: 0 void, 1 violations; "), text);
    assertTrue(text.contains("\n  invariant 2: broken\n"), text);
    assertTrue(text.contains(" --seed 0x"), text);
    assertTrue(text.endsWith("ended: java.lang.StackOverflowError\n"), text);
  }
}
