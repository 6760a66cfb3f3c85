package io.maillon.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MercyTest {
  private static final long T0 = 1_000_000;

  private final Mercy mercy = new Mercy(false);

  /** Asked a little after the time at which it is used. */
  private Look seen(long atMs, SampleLook look, String... down) {
    Look now = look.at(T0 + atMs);
    mercy.observe(now, Set.of(down), T0 + atMs);
    return now;
  }

  private static SampleLook members(String... members) {
    return SampleLook.of(members);
  }

  private boolean spares(FaultKind kind, Look look, String... victims) {
    return mercy.spares(List.of(victims), kind, look, look.atMs());
  }

  private static Injection fault(FaultKind kind, String... nodes) {
    return new Injection(kind, List.of(nodes), 0);
  }

  @Test
  void whoDiedByItselfDoesNotCount() {
    seen(0, members("w1#1", "w2#1"), "w2");
    Look stale = seen(100, members("w1#1", "w2#1"));
    assertFalse(spares(FaultKind.KILL, stale, "w1"), "w2#1 is over, the leader will notice");
    Look back = seen(200, members("w1#1", "w2#2"));
    assertTrue(spares(FaultKind.KILL, back, "w1"));
  }

  @Test
  void whatIsDownHoldsNothingWhateverTheLeaderSays() {
    Look look = seen(0, members("w1#1", "w2#1", "w3#1"), "w2");
    assertFalse(spares(FaultKind.DOUBLE_KILL, look, "w1", "w3"));
    assertTrue(spares(FaultKind.KILL, look, "w1"));
  }

  @Test
  void aLimitOfMemoryMayKillAtAnyTime() {
    Look look = seen(0, members("w1#1", "w2#1"));
    mercy.began(fault(FaultKind.MEMORY_LIMIT, "w2"), look, T0);
    assertFalse(spares(FaultKind.KILL, seen(9_000, members("w1#1", "w2#1")), "w1"));
    mercy.ended(fault(FaultKind.MEMORY_LIMIT, "w2"), T0 + 9_000);
    assertTrue(spares(FaultKind.KILL, seen(9_100, members("w1#1", "w2#1")), "w1"), "it lived on");
  }

  @Test
  void theEndOfAFailingDiskKills() {
    Look look = seen(0, members("w1#1", "w2#1"));
    mercy.began(fault(FaultKind.DISK_ERROR, "w2"), look, T0);
    mercy.ended(fault(FaultKind.DISK_ERROR, "w2"), T0 + 500);
    seen(510, members("w1#1", "w2#1"), "w2");
    assertFalse(spares(FaultKind.KILL, seen(600, members("w1#1", "w2#1")), "w1"));
  }

  @Test
  void whoThawedIsWellWhenTheLeaderHearsOfItAgain() {
    Look look = seen(0, members("w1#1", "w2#1"));
    mercy.began(fault(FaultKind.FREEZE, "w2"), look, T0);
    mercy.ended(fault(FaultKind.FREEZE, "w2"), T0 + 3_000);
    Look before = seen(2_999, members("w1#1", "w2#1"));
    assertFalse(spares(FaultKind.KILL, before, "w1"), "asked before");
    Look suspected = seen(3_100, members("w1#1", "w2#1").state("w2#1", "SUSPECTED"));
    assertFalse(spares(FaultKind.KILL, suspected, "w1"));
    assertTrue(spares(FaultKind.KILL, seen(3_200, members("w1#1", "w2#1")), "w1"), "no guess");
  }

  @Test
  void whoIsBackIsWellWhenItsPartitionsAreInOffice() {
    Look look = seen(0, members("w1#1", "w2#1"));
    mercy.began(fault(FaultKind.SUSPECT, "w2"), look, T0);
    SampleLook back = members("w1#1", "w2#2");
    assertFalse(spares(FaultKind.KILL, seen(100, back.claim("w1#1 epoch 5")), "w1"));
    assertTrue(spares(FaultKind.KILL, seen(200, back), "w1"));
  }

  @Test
  void aWipedCoordinatorHasToCommitMoreThanAnyHadWhenItCameBack() {
    SampleLook look = members("w1#1", "w2#1");
    Look before = seen(0, look.committed(50, 50, 50));
    mercy.began(fault(FaultKind.WIPE, "c3"), before, T0);
    seen(100, look.committed(60, 60, 55), "c3"); // what the leader remembers of it
    seen(60_000, look.committed(70, 70, 55), "c3");
    assertFalse(spares(FaultKind.KILL, seen(60_100, look.committed(71, 71, 55)), "c2"));
    assertFalse(spares(FaultKind.KILL, seen(60_200, look.committed(72, 72, 71)), "c2"));
    assertTrue(spares(FaultKind.KILL, seen(60_300, look.committed(73, 73, 72)), "c2"));
  }

  @Test
  void theQuorumIsTakenOnPurposeOnlyFromCoordinatorsThatAreWell() {
    Look look = seen(0, members("w1#1", "w2#1"));
    assertFalse(spares(FaultKind.DOUBLE_KILL, look, "c1", "c2"), "by chance it is not");
    assertTrue(spares(FaultKind.QUORUM_LOSS, look, "c1", "c2"));
    mercy.began(fault(FaultKind.KILL, "c3"), look, T0);
    assertFalse(spares(FaultKind.QUORUM_LOSS, look, "c1", "c2"));
  }

  @Test
  void aDoubleKillNeedsAThirdMember() {
    assertFalse(spares(FaultKind.DOUBLE_KILL, seen(0, members("w1#1", "w2#1")), "w1", "w2"));
    Look three = seen(100, members("w1#1", "w2#1", "w3#1"));
    assertTrue(spares(FaultKind.DOUBLE_KILL, three, "w1", "w2"));
  }

  @Test
  void whoDiedTakesNothingOverAnyMore() {
    SampleLook claimed = members("w1#1", "w2#1", "w3#1").claim("w2#1 epoch 5");
    assertTrue(spares(FaultKind.KILL_IN_RECOVERY, seen(0, claimed), "w2"));
    seen(100, claimed, "w2");
    assertFalse(spares(FaultKind.KILL_IN_RECOVERY, seen(200, claimed), "w2"), "its claim is old");
  }

  @Test
  void whoIsSuspectedOrDetachedIsNotCountedOn() {
    SampleLook all = members("w1#1", "w2#1");
    assertTrue(spares(FaultKind.KILL, seen(0, all), "w1"));
    assertFalse(spares(FaultKind.KILL, seen(100, all.state("w2#1", "SUSPECTED")), "w1"));
    assertFalse(spares(FaultKind.KILL, seen(200, all.state("w2#1", "DETACHED")), "w1"));
  }

  @Test
  void whatLeftNoEvidenceMayHaveDoneSomething() {
    seen(0, members("w1#1", "w2#1"));
    mercy.failed(fault(FaultKind.SUSPECT, "w2"), T0 + 100);
    assertFalse(spares(FaultKind.KILL, members("w1#1", "w2#1").at(T0 + 100), "w1"));
    assertTrue(spares(FaultKind.KILL, seen(200, members("w1#1", "w2#1")), "w1"));
  }

  @Test
  void aHeapThatIsBeingFilledMayBeFullLater() {
    seen(0, members("w1#1", "w2#1"));
    mercy.failed(fault(FaultKind.OUT_OF_MEMORY, "w2"), T0 + 100);
    assertFalse(spares(FaultKind.KILL, seen(9_000, members("w1#1", "w2#1")), "w1"));
    assertTrue(spares(FaultKind.KILL, seen(10_200, members("w1#1", "w2#1")), "w1"));
  }
}
