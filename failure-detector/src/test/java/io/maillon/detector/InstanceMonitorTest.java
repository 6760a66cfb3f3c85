package io.maillon.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.detector.evidence.Evidence.PeerView;
import io.maillon.detector.evidence.Verdict;
import io.maillon.detector.evidence.Verdict.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InstanceMonitorTest {
  private static final long MS = 1_000_000L;
  private final InstanceMonitor<String> monitor = new InstanceMonitor<>(MonitorSettings.DEFAULTS);
  private final TreeSet<String> beating = new TreeSet<>();
  private final List<String> changes = new ArrayList<>();
  private long nowNs = Long.MAX_VALUE - 1_500 * MS; // The clock wraps during most tests.

  private void join(String... ids) {
    for (String id : ids) {
      monitor.register(id, nowNs);
      monitor.onConnected(id, nowNs);
      beating.add(id);
    }
  }

  /** Runs in steps of 25 ms: a tick each, a heartbeat of everybody beating in every second. */
  private void run(long ms) {
    for (long step = 0; step < ms / 25; step++) {
      nowNs += 25 * MS;
      if (step % 2 == 1) {
        beating.forEach(id -> monitor.onHeartbeat(id, nowNs));
      }
      tick();
    }
  }

  private void tick() {
    for (Verdict<String> change : monitor.tick(nowNs)) {
      changes.add(change.id() + " " + change.status() + " " + change.reason());
    }
    monitor.checkInvariants();
  }

  @Test
  void saysNothingWhileAllIsWell() {
    join("n1", "n2", "n3");
    run(60_000);
    assertEquals(List.of(), changes);
  }

  /** It may have long logs to read; to declare it dead for that is to have it begin again. */
  @Test
  void aLifeMayTakeItsTimeUntilItsFirstBeat() {
    join("n1", "n2");
    beating.remove("n2");
    run(4_900);
    assertEquals(List.of(), changes);
    run(300);
    assertEquals(Status.DEAD, monitor.verdict("n2").orElseThrow().status());
  }

  @Test
  void frozenProcessIsDeadWithin700Ms() {
    join("n1", "n2", "n3");
    run(5_000);
    beating.remove("n2");
    final long frozenNs = nowNs;
    run(700);
    Verdict<String> dead = monitor.verdict("n2").orElseThrow();
    assertEquals(Status.DEAD, dead.status());
    assertEquals(frozenNs, dead.failedNs());
    assertTrue(dead.declaredNs().getAsLong() - frozenNs < 600 * MS);
    assertEquals(2, changes.size(), "suspected, then dead, once each: " + changes);
  }

  @Test
  void cutBetweenItAndUsAloneDoesNotKillIt() {
    join("n1", "n2");
    run(1_000);
    beating.remove("n2");
    for (int i = 0; i < 40; i++) {
      monitor.onPeerReport("n1", "n2", PeerView.REACHABLE, nowNs);
      run(100);
    }
    assertEquals(1, changes.size());
    assertTrue(changes.get(0).startsWith("n2 SUSPECTED"), changes.get(0));
    beating.add("n2");
    run(100);
    assertEquals("n2 ALIVE it beats again", changes.get(1));
  }

  @Test
  void cutIsDeathAfterTheBound() {
    join("n1", "n2");
    run(1_000);
    beating.remove("n2");
    for (int i = 0; i < 106; i++) {
      monitor.onPeerReport("n1", "n2", PeerView.REACHABLE, nowNs);
      run(100);
    }
    assertEquals(Status.DEAD, monitor.verdict("n2").orElseThrow().status());
  }

  @Test
  void killedProcessIsDeadInTheTurnOfItsRefusal() {
    join("n1", "n2");
    run(1_000);
    beating.remove("n2");
    monitor.onDisconnected("n2", nowNs + MS);
    monitor.onConnectionRefused("n2", nowNs + 2 * MS);
    nowNs += 2 * MS;
    tick();
    assertEquals(List.of("n2 DEAD connection closed and its host refuses new ones"), changes);
  }

  @Test
  void exitIsToldEvenByALateWatcher() {
    join("n1", "n2");
    run(100);
    nowNs += 100 * MS;
    monitor.onProcessExited("n2", 137, nowNs);
    tick();
    assertEquals(List.of("n2 DEAD its process exited with code 137 (signal 9)"), changes);
  }

  /** No beat that lies unread could answer it. */
  @Test
  void refusalIsToldEvenByALateWatcher() {
    join("n1", "n2");
    run(100);
    nowNs += 100 * MS;
    monitor.onDisconnected("n2", nowNs);
    tick();
    assertEquals(List.of(), changes, "a closed connection alone waits for the late watcher");
    monitor.onConnectionRefused("n2", nowNs);
    tick();
    assertEquals(List.of("n2 DEAD connection closed and its host refuses new ones"), changes);
  }

  @Test
  void whoIsSpokenForIsNotGivenUpByALateWatcher() {
    join("n1", "n2");
    run(100);
    beating.remove("n2");
    monitor.onDisconnected("n2", nowNs);
    monitor.onConnectionRefused("n2", nowNs);
    monitor.onPeerReport("n1", "n2", PeerView.REACHABLE, nowNs + MS);
    nowNs += 25 * MS;
    tick();
    nowNs += 310 * MS;
    tick();
    assertEquals(
        1, changes.size(), "suspected, and the peer's next word may lie unread: " + changes);
    nowNs += 25 * MS;
    monitor.onPeerReport("n1", "n2", PeerView.REACHABLE, nowNs);
    tick();
    assertEquals(1, changes.size(), changes.toString());
  }

  @Test
  void twoKilledAtOnceDoNotWaitForEachOthersWord() {
    join("n1", "n2");
    run(1_000);
    beating.clear();
    monitor.onDisconnected("n1", nowNs);
    monitor.onDisconnected("n2", nowNs);
    run(50);
    assertEquals(4, changes.size(), changes.toString());
    assertTrue(changes.get(3).startsWith("n2 DEAD connection closed for 50 ms"), changes.get(3));
  }

  @Test
  void nobodyDiesBecauseWeSlept() {
    join("n1", "n2", "n3");
    run(1_000);
    nowNs += 60_000 * MS;
    tick();
    run(400);
    assertEquals(List.of(), changes);
  }

  @Test
  void whoDiedWhileWeSleptIsFoundAfterwards() {
    join("n1", "n2", "n3");
    run(1_000);
    beating.remove("n3");
    nowNs += 60_000 * MS;
    tick();
    run(700);
    assertEquals(Status.DEAD, monitor.verdict("n3").orElseThrow().status());
    assertEquals(Status.ALIVE, monitor.verdict("n1").orElseThrow().status());
  }

  @Test
  void hangIsSuspectedThenDead() {
    join("n1");
    monitor.onNoProgress("n1", "parse/3", nowNs);
    run(9_975);
    assertEquals(1, changes.size());
    run(25);
    assertEquals(
        "n1 DEAD it beats but parse/3 makes no progress on waiting input for 10 s", changes.get(1));
  }

  @Test
  void progressClearsAHang() {
    join("n1");
    monitor.onNoProgress("n1", "parse/3", nowNs);
    run(100);
    monitor.onProgress("n1", nowNs);
    run(20_000);
    assertEquals(Status.ALIVE, monitor.verdict("n1").orElseThrow().status());
  }

  @Test
  void strangersAndTheDeadAreNotHeard() {
    join("n1", "n2");
    run(1_000);
    assertFalse(monitor.onHeartbeat("n9", nowNs));
    monitor.onDisconnected("n2", nowNs);
    monitor.onPeerReport("n9", "n2", PeerView.CLOSED, nowNs);
    monitor.onPeerReport("n2", "n2", PeerView.REACHABLE, nowNs);
    tick();
    assertEquals(List.of("n2 SUSPECTED connection closed"), changes);
    monitor.onProcessExited("n2", 0, nowNs);
    tick();
    assertFalse(monitor.onHeartbeat("n2", nowNs));
    assertFalse(monitor.onConnected("n2", nowNs));
  }

  @Test
  void wordOfTheForgottenAndTheDeadNoLongerCounts() {
    join("n1", "n2", "n3", "n4");
    run(1_000);
    monitor.onPeerReport("n3", "n2", PeerView.CLOSED, nowNs);
    monitor.onPeerReport("n4", "n2", PeerView.CLOSED, nowNs);
    monitor.onProcessExited("n3", 0, nowNs);
    tick();
    monitor.forget("n4");
    monitor.onDisconnected("n2", nowNs);
    tick();
    assertEquals("n2 SUSPECTED connection closed", changes.get(1));
  }

  @Test
  void registeringAgainStartsAfresh() {
    join("n1", "n2");
    monitor.onProcessExited("n2", 0, nowNs);
    tick();
    join("n2");
    run(1_000);
    assertEquals(1, changes.size());
    assertEquals(Status.ALIVE, monitor.verdict("n2").orElseThrow().status());
    assertEquals(2, monitor.verdicts().size());
    assertTrue(monitor.suspicion("n2", nowNs) < 1);
  }

  @Test
  void newLeaderWaitsForThoseThatMustFindIt() {
    monitor.register("n1", nowNs);
    run(4_900);
    assertEquals(List.of(), changes);
    monitor.onConnected("n1", nowNs);
    beating.add("n1");
    run(2_000);
    assertEquals(List.of(), changes);
  }
}
