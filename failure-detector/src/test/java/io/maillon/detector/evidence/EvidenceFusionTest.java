package io.maillon.detector.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.detector.evidence.Evidence.Connected;
import io.maillon.detector.evidence.Evidence.ConnectionClosed;
import io.maillon.detector.evidence.Evidence.ConnectionRefused;
import io.maillon.detector.evidence.Evidence.Heartbeat;
import io.maillon.detector.evidence.Evidence.HeartbeatsLate;
import io.maillon.detector.evidence.Evidence.NoProgress;
import io.maillon.detector.evidence.Evidence.PeerReport;
import io.maillon.detector.evidence.Evidence.PeerView;
import io.maillon.detector.evidence.Evidence.ProcessExited;
import io.maillon.detector.evidence.Verdict.Status;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EvidenceFusionTest {
  private static final long MS = 1_000_000L;
  private final EvidenceFusion<String> fusion =
      new EvidenceFusion<>("n4", FusionSettings.DEFAULTS, 0);

  private void at(long ms, Evidence<String> evidence) {
    fusion.accept(evidence, ms * MS);
  }

  private Verdict<String> judge(long ms) {
    return fusion.judge(true, ms * MS);
  }

  @Test
  void stampsFailedSuspectedAndDeclared() {
    at(100, new Heartbeat<>());
    at(150, new ConnectionClosed<>());
    assertEquals(OptionalLong.of(150 * MS), judge(160).suspectedNs());
    at(170, new ConnectionRefused<>());
    Verdict<String> dead = judge(175);
    assertEquals(100 * MS, dead.failedNs());
    assertEquals(OptionalLong.of(150 * MS), dead.suspectedNs());
    assertEquals(OptionalLong.of(175 * MS), dead.declaredNs());
  }

  @Test
  void anAnswerToAPeerIsASignOfLife() {
    at(100, new Heartbeat<>());
    at(130, new PeerReport<>("n2", PeerView.REACHABLE));
    at(140, new PeerReport<>("n2", PeerView.UNREACHABLE));
    assertEquals(130 * MS, judge(150).failedNs());
  }

  @Test
  void oneThatStandsStillFailedWhenItStopped() {
    at(100, new NoProgress<>("parse/3"));
    at(9_000, new Heartbeat<>());
    assertEquals(100 * MS, judge(11_000).failedNs());
  }

  @Test
  void deathIsFinal() {
    at(100, new ProcessExited<>(0));
    Verdict<String> dead = judge(100);
    at(101, new Heartbeat<>());
    at(102, new Connected<>());
    assertEquals(dead, judge(200));
  }

  @Test
  void clearedVerdictTellsSinceWhenItWasSuspected() {
    at(0, new Connected<>());
    at(150, new ConnectionClosed<>());
    judge(150);
    at(170, new Connected<>());
    Verdict<String> cleared = judge(175);
    assertEquals(Status.ALIVE, cleared.status());
    assertEquals(OptionalLong.of(150 * MS), cleared.suspectedNs());
    assertEquals(OptionalLong.empty(), cleared.declaredNs());
    assertEquals(OptionalLong.empty(), judge(200).suspectedNs());
  }

  @Test
  void waitsForTheFirstContactWithinItsBound() {
    assertEquals(Status.ALIVE, judge(4_999).status());
    assertEquals(
        "SUSPECTED never heard within 5 s of registering",
        judge(5_000).status() + " " + judge(5_000).reason());
    assertEquals(
        "DEAD never heard within 5 s of registering, and no peer hears it",
        judge(5_100).status() + " " + judge(5_100).reason());
  }

  @Test
  void oneNeverHeardWhoseHostRefusesIsDead() {
    at(10, new ConnectionRefused<>());
    assertEquals("never heard since it registered, and its host refuses us", judge(10).reason());
  }

  @Test
  void peersSpeakForOneNeverHeardUpToTheBound() {
    at(14_900, new PeerReport<>("n2", PeerView.REACHABLE));
    assertEquals(Status.SUSPECTED, judge(14_999).status());
    assertEquals(Status.DEAD, judge(15_000).status());
  }

  @Test
  void ownSleepCountsForNobody() {
    at(0, new Connected<>());
    at(100, new ConnectionClosed<>());
    at(110, new HeartbeatsLate<>(9));
    at(110, new NoProgress<>("parse/3"));
    assertEquals(Status.SUSPECTED, judge(110).status());
    fusion.excuse(60_000 * MS, 60_110 * MS);
    assertEquals(Status.SUSPECTED, fusion.judge(false, 60_159 * MS).status());
    at(60_159, new Heartbeat<>());
    assertEquals(Status.SUSPECTED, judge(70_109).status(), "the standstill is as old as before");
    assertEquals(Status.DEAD, judge(70_110).status());
  }

  @Test
  void ownSleepDoesNotAgeTestimonies() {
    at(0, new Connected<>());
    at(100, new ConnectionClosed<>());
    at(110, new PeerReport<>("n2", PeerView.REACHABLE));
    fusion.excuse(5_000 * MS, 5_120 * MS);
    assertEquals("connection closed, though n2 still hears it", judge(5_121).reason());
  }

  @Test
  void onlyTheWellTestify() {
    assertFalse(fusion.canTestify(), "never heard");
    at(0, new Heartbeat<>());
    assertTrue(fusion.canTestify());
    at(1, new HeartbeatsLate<>(9));
    assertFalse(fusion.canTestify(), "late");
    at(2, new Heartbeat<>());
    at(3, new ConnectionClosed<>());
    assertFalse(fusion.canTestify(), "closed");
    at(4, new Connected<>());
    at(5, new ProcessExited<>(0));
    assertFalse(fusion.canTestify(), "exited");
  }

  @Test
  void forgottenWitnessSaysNothing() {
    at(0, new Connected<>());
    at(100, new ConnectionClosed<>());
    at(110, new PeerReport<>("n2", PeerView.CLOSED));
    fusion.forgetPeer("n2");
    assertEquals("connection closed", judge(120).reason());
  }
}
