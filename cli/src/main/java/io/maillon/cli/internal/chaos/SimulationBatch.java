package io.maillon.cli.internal.chaos;

import io.maillon.chaos.simulation.Reduction;
import io.maillon.chaos.simulation.SimulationReport;
import io.maillon.chaos.simulation.SimulationTotals;
import io.maillon.chaos.simulation.Worlds;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Runs the worlds of many seeds on threads of its own, each world on one of them, and keeps totals
 * instead of reports. After the first violation no further seed is begun. Thread-safe.
 */
final class SimulationBatch {
  private record Draw(long number, long seed) {}

  private final Worlds worlds;
  private final long seeds;
  private final LongSupplier nextSeed;
  private final Reduction reduction;
  private final CountDownLatch running;
  private final SimulationTotals totals = new SimulationTotals();
  private long begun;
  private long failedNumber = Long.MAX_VALUE;
  private Optional<SimulationReport> failed = Optional.empty();
  private Optional<Throwable> defect = Optional.empty();

  /**
   * @param seeds how many
   * @param nextSeed gives them, one after the other
   */
  SimulationBatch(
      Worlds worlds, long seeds, LongSupplier nextSeed, Reduction reduction, int threads) {
    this.worlds = worlds;
    this.seeds = seeds;
    this.nextSeed = nextSeed;
    this.reduction = reduction;
    running = new CountDownLatch(threads);
  }

  void start() {
    for (long i = running.getCount(); i > 0; i--) {
      Thread thread = new Thread(this::work, "simulation-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Whether all is done within a time. */
  boolean await(long timeoutMs) throws InterruptedException {
    return running.await(timeoutMs, TimeUnit.MILLISECONDS);
  }

  synchronized SimulationTotals totals() {
    SimulationTotals now = new SimulationTotals();
    now.add(totals);
    return now;
  }

  /** Of the runs that broke an invariant the one that was begun first. */
  synchronized Optional<SimulationReport> failed() {
    return failed;
  }

  /** What ended a thread that was to run worlds: then nothing is known of its seed. */
  synchronized Optional<Throwable> defect() {
    return defect;
  }

  private void work() {
    try {
      Optional<Draw> draw = next();
      while (draw.isPresent()) {
        run(draw.get());
        draw = next();
      }
    } catch (RuntimeException | Error e) { // Top loop: the batch must not count as held.
      synchronized (this) {
        defect = Optional.of(e);
      }
    } finally {
      running.countDown();
    }
  }

  private synchronized Optional<Draw> next() {
    boolean goesOn = begun < seeds && failed.isEmpty() && defect.isEmpty();
    return goesOn ? Optional.of(new Draw(begun++, nextSeed.getAsLong())) : Optional.empty();
  }

  private void run(Draw draw) {
    SimulationReport report = worlds.run(draw.seed(), reduction, false);
    synchronized (this) {
      totals.add(report);
      if (!report.isValid() && draw.number() < failedNumber) {
        failedNumber = draw.number();
        failed = Optional.of(report);
      }
    }
  }
}
