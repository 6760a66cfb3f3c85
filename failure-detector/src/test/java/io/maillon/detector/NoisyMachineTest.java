package io.maillon.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.detector.evidence.Verdict;
import io.maillon.detector.evidence.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The defaults on a small loaded machine: senders and watcher are each stalled for 30 to 100 ms
 * again and again, and heartbeats wait for the watcher's next turn.
 */
class NoisyMachineTest {
  private static final long MS = 1_000_000L;

  /** Chance of a stall per turn of the watcher and per beat. */
  private static final double LOADED = 0.02;

  private static final double HEAVILY_LOADED = 0.1;

  /** One watched instance and its watcher, in virtual time. */
  private static final class World {
    final Random random;
    final double stall;
    final InstanceMonitor<String> monitor;
    final List<Verdict<String>> changes = new ArrayList<>();
    long nowNs;
    long nextBeatNs;
    long frozenNs = Long.MAX_VALUE;

    World(MonitorSettings settings, double stall, long seed) {
      this.stall = stall;
      random = new Random(seed);
      monitor = new InstanceMonitor<>(settings);
      monitor.register("n1", nowNs);
      monitor.onConnected("n1", nowNs);
    }

    void runUntil(long endNs) {
      while (nowNs < endNs) {
        nowNs += 25 * MS + stallNs();
        while (nextBeatNs <= nowNs && nextBeatNs < frozenNs) {
          monitor.onHeartbeat("n1", nowNs);
          nextBeatNs += 50 * MS + stallNs();
        }
        changes.addAll(monitor.tick(nowNs));
      }
    }

    long stallNs() {
      return random.nextDouble() < stall ? 30 * MS + random.nextLong(70 * MS) : 0;
    }
  }

  private static void noFalseSuspicion(MonitorSettings settings) {
    for (long seed = 1; seed <= 10; seed++) {
      World world = new World(settings, HEAVILY_LOADED, seed);
      world.runUntil(3_600_000 * MS);
      assertEquals(List.of(), world.changes, "seed " + seed);
    }
  }

  private static void frozenIsFound(MonitorSettings settings, double stall) {
    List<Long> detectionsMs = new ArrayList<>();
    for (long seed = 1; seed <= 1_000; seed++) {
      World world = new World(settings, stall, seed);
      world.frozenNs = 20_000 * MS + new Random(seed).nextLong(50 * MS);
      world.runUntil(22_000 * MS);
      Verdict<String> verdict = world.monitor.verdict("n1").orElseThrow();
      assertEquals(Status.DEAD, verdict.status(), "seed " + seed);
      detectionsMs.add((verdict.declaredNs().getAsLong() - world.frozenNs) / MS);
    }
    detectionsMs.sort(null);
    long p99Ms = detectionsMs.get(990);
    assertTrue(p99Ms < 700, "p50 " + detectionsMs.get(500) + " ms, p99 " + p99Ms + " ms");
  }

  @Test
  void phiAccrualSuspectsNobodyInTenHours() {
    noFalseSuspicion(MonitorSettings.phiAccrual(PhiAccrualSettings.DEFAULTS));
  }

  @Test
  void twoWindowSuspectsNobodyInTenHours() {
    noFalseSuspicion(MonitorSettings.twoWindow(TwoWindowSettings.DEFAULTS));
  }

  @Test
  void phiAccrualFindsTheFrozenWithin700Ms() {
    frozenIsFound(MonitorSettings.phiAccrual(PhiAccrualSettings.DEFAULTS), LOADED);
  }

  @Test
  void twoWindowFindsTheFrozenWithin700Ms() {
    frozenIsFound(MonitorSettings.twoWindow(TwoWindowSettings.DEFAULTS), LOADED);
    frozenIsFound(MonitorSettings.twoWindow(TwoWindowSettings.DEFAULTS), HEAVILY_LOADED);
  }
}
