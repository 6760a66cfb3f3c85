package io.maillon.chaos.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  private static final Draws.Stream ORDERS = Draws.Stream.ORDER_ARRIVAL;

  @TempDir Path directory;

  private static Arrivals arrivals(Workload workload, int partition, int partitions)
      throws IOException {
    return workload.arrivals(ORDERS, partition, partitions);
  }

  @Test
  void evenArrivalsShareTheRate() throws IOException {
    Arrivals half = arrivals(Workload.steady(1, 1000, 1000), 0, 2);
    assertEquals(0, half.dueUs(0));
    assertEquals(2_000, half.dueUs(1));
    assertEquals(2_000_000, half.dueUs(1000));
    assertEquals(500, half.countBy(999_999, 10_000));
    assertEquals(100, half.countBy(999_999, 100));
  }

  @Test
  void burstsComeAtTheirRateInEveryCycle() throws IOException {
    Arrivals bursts = arrivals(Workload.steady(1, 1000, 100).bursts(10_000, 100, 1_000), 0, 1);
    for (int cycle = 0; cycle < 5; cycle++) {
      long startUs = cycle * 1_000_000L;
      long before = bursts.countBy(startUs, 1 << 20);
      double inBurst = bursts.countBy(startUs + 100_000, 1 << 20) - before;
      double inCycle = bursts.countBy(startUs + 1_000_000, 1 << 20) - before;
      assertEquals(1000, inBurst, 1);
      assertEquals(1090, inCycle, 1);
    }
    assertNeverBack(bursts, 5_000);
  }

  @Test
  void poissonArrivalsHaveTheirMeanAndSpread() throws IOException {
    Arrivals poisson = arrivals(Workload.steady(7, 1000, 1000).poisson(), 0, 1);
    int count = 400_000;
    double sum = 0;
    double squares = 0;
    long longer = 0;
    for (int n = 1; n < count; n++) {
      double gapMs = (poisson.dueUs(n) - poisson.dueUs(n - 1)) / 1e3;
      sum += gapMs;
      squares += gapMs * gapMs;
      longer += gapMs > 3 ? 1 : 0;
    }
    double mean = sum / count;
    assertEquals(1, mean, 0.01);
    assertEquals(1, squares / count - mean * mean, 0.02, "variance of exponential gaps");
    assertEquals(Math.exp(-3), (double) longer / count, 0.001, "tail of exponential gaps");
    assertNeverBack(poisson, 20_000);
  }

  /** Numbers per second: their variance is their mean, across the seams of blocks as well. */
  @Test
  void poissonCountsAreAsSpreadAsTheirMean() throws IOException {
    Arrivals poisson = arrivals(Workload.steady(3, 1000, 500).poisson(), 1, 2);
    int seconds = 2_000;
    double sum = 0;
    double squares = 0;
    long n = 0;
    for (int second = 1; second <= seconds; second++) {
      double count = 0;
      for (; poisson.dueUs(n) < second * 1_000_000L; n++) {
        count++;
      }
      sum += count;
      squares += count * count;
    }
    assertEquals(n, poisson.countBy(seconds * 1_000_000L - 1, 1 << 24));
    double mean = sum / seconds;
    assertEquals(250, mean, 2);
    assertEquals(1, (squares / seconds - mean * mean) / mean, 0.1);
  }

  @Test
  void aPlaceInTheMiddleNeedsNothingBeforeIt() throws IOException {
    Workload workload = Workload.steady(11, 1000, 5000).poisson().bursts(20_000, 50, 500);
    Arrivals fromStart = arrivals(workload, 2, 3);
    long last = 0;
    for (long n = 0; n <= 3_000_000; n++) {
      last = fromStart.dueUs(n);
    }
    assertEquals(last, arrivals(workload, 2, 3).dueUs(3_000_000));
    assertEquals(arrivals(workload, 2, 3).dueUs(5), fromStart.dueUs(5), "and back again");
  }

  @Test
  void aTraceIsReplayedInTurnAndAgain() throws IOException {
    Path file = Files.write(directory.resolve("trace"), List.of("0", "10", "10", "35", "45"));
    Workload workload = Workload.steady(1, 1000, 1).trace(file);
    Arrivals first = arrivals(workload, 0, 2);
    Arrivals second = arrivals(workload, 1, 2);
    assertEquals(0, first.dueUs(0));
    assertEquals(10_000, second.dueUs(0));
    assertEquals(10_000, first.dueUs(1));
    assertEquals(35_000, second.dueUs(1));
    assertEquals(45_000, first.dueUs(2));
    assertEquals(56_250, second.dueUs(2), "begins anew after a mean distance of 11.25 ms");
    assertNeverBack(second, 100);
  }

  @Test
  void aBadTraceIsRefusedWithItsLine() throws IOException {
    Path back = Files.write(directory.resolve("back"), List.of("5", "4"));
    IOException refused = assertThrows(IOException.class, () -> TraceArrivals.read(back));
    assertTrue(
        refused.getMessage().endsWith("line 2 '4': expected whole milliseconds, 5 or more"),
        refused.getMessage());
    Path text = Files.write(directory.resolve("text"), List.of("soon"));
    assertThrows(IOException.class, () -> TraceArrivals.read(text));
    Path empty = Files.write(directory.resolve("empty"), List.of());
    assertThrows(IOException.class, () -> TraceArrivals.read(empty));
  }

  private static void assertNeverBack(Arrivals arrivals, int count) {
    for (int n = 1; n < count; n++) {
      assertTrue(arrivals.dueUs(n) >= arrivals.dueUs(n - 1), "arrival " + n);
    }
  }
}
