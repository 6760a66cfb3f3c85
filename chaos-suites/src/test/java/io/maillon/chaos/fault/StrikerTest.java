package io.maillon.chaos.fault;

import static io.maillon.chaos.fault.SampleLook.COORDINATORS;
import static io.maillon.chaos.fault.SampleLook.INSTANCES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.pipeline.PipelineEvent;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.suite.Suite;
import io.maillon.chaos.suite.Suites;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrikerTest {
  private static final long T0 = 1_000_000;
  private final List<String> done = new ArrayList<>();
  private String evidence = "seen";
  private FaultKind failsToEnd;
  private final List<PipelineEvent.Fault> told = new ArrayList<>();

  /** Writes down what it was asked. */
  private final class RecordedFaults implements Faults {
    @Override
    public Set<FaultKind> kinds() {
      return EnumSet.allOf(FaultKind.class);
    }

    @Override
    public String begin(Injection fault) {
      done.add("begin " + fault);
      return evidence;
    }

    @Override
    public String end(Injection fault) throws IOException {
      done.add("end " + fault);
      if (fault.kind() == failsToEnd) {
        throw new IOException("the disk is gone");
      }
      return "over";
    }
  }

  private Striker striker(boolean quorumLoss, Strike... strikes) {
    return new Striker(new RecordedFaults(), List.of(strikes), T0, quorumLoss, told::add);
  }

  private static Strike strike(int id, long atMs, FaultKind kind, Target target, long holdMs) {
    return new Strike(id, atMs, kind, target, 0, holdMs, 0);
  }

  @Test
  void beginsWhenDueAndEndsAfterItsTime() throws IOException {
    Striker striker = striker(false, strike(1, 100, FaultKind.FREEZE, Target.OWNER, 500));
    Look look = SampleLook.at(T0, "w1#1", "w2#1");
    striker.step(look, Set.of(), T0 + 99);
    assertEquals(List.of(), done);
    striker.step(look, Set.of(), T0 + 100);
    striker.step(look, Set.of(), T0 + 599);
    assertEquals(List.of("begin freeze w1"), done);
    striker.step(look, Set.of(), T0 + 600);
    assertEquals(List.of("begin freeze w1", "end freeze w1"), done);
    assertEquals("seen", told.get(0).evidence());
    assertEquals(PipelineEvent.Fault.Phase.END, told.get(1).phase());
  }

  @Test
  void theLastMemberThatHoldsTheLogIsSpared() throws IOException {
    Striker striker =
        striker(
            false,
            strike(1, 0, FaultKind.KILL, Target.OWNER, 0),
            strike(2, 0, FaultKind.KILL, Target.REPLICA, 0));
    Look before = SampleLook.at(T0, "w1#1", "w2#1");
    striker.step(before, Set.of(), T0);
    assertEquals(List.of("begin kill w1"), done);
    striker.step(SampleLook.at(T0 + 9_000, "w1#1", "w2#1"), Set.of(), T0 + 9_000);
    assertEquals(1, done.size(), "its life was killed, whatever the leader says");
    striker.step(SampleLook.at(T0 + 9_500, "w2#1", "w1#2"), Set.of(), T0 + 9_500);
    assertEquals(List.of("begin kill w1", "begin kill w1"), done);
  }

  @Test
  void nothingIsDoneOnAnOldLook() throws IOException {
    Striker striker = striker(false, strike(1, 0, FaultKind.KILL, Target.OWNER, 0));
    striker.step(SampleLook.at(T0 - 501, "w1#1", "w2#1"), Set.of(), T0);
    assertEquals(List.of(), done);
  }

  @Test
  void aMajorityOfTheCoordinatorsIsSparedUnlessTheSuiteMayTakeIt() throws IOException {
    Strike[] both = {
      strike(1, 0, FaultKind.FREEZE, Target.LEADER, 5_000),
      strike(2, 0, FaultKind.FREEZE, Target.COORDINATOR, 5_000)
    };
    Look look = SampleLook.at(T0, "w1#1", "w2#1");
    striker(false, both).step(look, Set.of(), T0);
    assertEquals(List.of("begin freeze c1"), done);
    done.clear();
    Striker merciless = striker(true, both);
    merciless.step(look, Set.of(), T0);
    merciless.step(look, Set.of(), T0);
    assertEquals(2, done.size());
  }

  @Test
  void everyNemesisOfEverySuiteFindsSomebody() throws IOException {
    for (Suite suite : Suites.all()) {
      int id = 0;
      for (Nemesis nemesis : suite.nemeses()) {
        long holdMs = nemesis.kind().lasts() ? 1_000 : 0;
        Strike strike = strike(++id, 0, nemesis.kind(), nemesis.target(), holdMs);
        done.clear();
        Look look = SampleLook.of("w1#1", "w2#1", "w3#1").claim("w3#1 epoch 5").at(T0);
        Striker striker = striker(suite.quorumLoss(), strike);
        striker.step(look, Set.of(), T0);
        striker.step(look, Set.of(), T0);
        assertEquals(1, done.size(), suite.name() + ": " + nemesis);
      }
    }
  }

  @Test
  void aStrikeThatHasToWaitHoldsUpNoOther() throws IOException {
    List<Strike> strikes = new ArrayList<>();
    for (int id = 1; id <= 20; id++) {
      strikes.add(strike(id, 0, FaultKind.KILL, Target.OWNER, 0));
    }
    strikes.add(strike(21, 0, FaultKind.RESET, Target.ANY_TWO, 0));
    striker(false, strikes.toArray(Strike[]::new))
        .step(SampleLook.at(T0 - 5_000, "w1#1", "w2#1"), Set.of(), T0);
    assertEquals(1, done.size());
    assertTrue(done.get(0).startsWith("begin reset"), done.toString());
  }

  @Test
  void oneNodeAfterTheOtherWhenTheOneBeforeIsWellAgain() throws IOException {
    Striker striker = striker(false, strike(1, 0, FaultKind.ROLLING_RESTART, Target.EACH, 1));
    SampleLook well = SampleLook.of("w1#1", "w2#1", "w3#1");
    striker.step(well.at(T0), Set.of(), T0); // all take their turn from now on
    striker.step(well.at(T0), Set.of(), T0);
    striker.step(well.at(T0 + 10), Set.of("c1"), T0 + 10);
    striker.step(well.committed(5, 5, 5).at(T0 + 20), Set.of(), T0 + 20);
    striker.step(well.committed(5, 6, 6).at(T0 + 30), Set.of(), T0 + 30);
    assertEquals(List.of("begin rolling-restart c1"), done);
    striker.step(well.committed(7, 7, 7).at(T0 + 40), Set.of(), T0 + 40);
    assertEquals("end rolling-restart c1", done.get(1));
    assertEquals("begin rolling-restart c2", done.get(2));
    assertEquals(List.of(2, 2, 3), told.stream().map(f -> (int) f.id()).toList());
  }

  @Test
  void aRollingRestartComesToEveryNode() throws IOException {
    Striker striker = striker(false, strike(1, 0, FaultKind.ROLLING_RESTART, Target.EACH, 1));
    Map<String, Integer> lives = new TreeMap<>();
    SampleLook.INSTANCES.forEach(node -> lives.put(node, 1));
    for (long step = 1; step < 100; step++) {
      told.stream()
          .map(fault -> fault.nodes().get(0))
          .forEach(node -> lives.computeIfPresent(node, (n, life) -> 2));
      String[] members =
          lives.entrySet().stream()
              .map(e -> e.getKey() + "#" + e.getValue())
              .toArray(String[]::new);
      Look look = SampleLook.of(members).committed(step, step, step).at(T0 + 10 * step);
      striker.step(look, Set.of(), T0 + 10 * step);
    }
    List<String> begun = done.stream().filter(d -> d.startsWith("begin")).toList();
    List<String> all = Stream.concat(COORDINATORS.stream(), INSTANCES.stream()).toList();
    assertEquals(all.stream().map(n -> "begin rolling-restart " + n).toList(), begun);
    assertEquals(2 * all.size(), done.size());
  }

  @Test
  void whoTakesOverIsStruckOnlyWhileItDoes() throws IOException {
    Striker striker = striker(false, strike(1, 0, FaultKind.KILL_IN_RECOVERY, Target.CANDIDATE, 0));
    SampleLook quiet = SampleLook.of("w1#1", "w2#1", "w3#1");
    striker.step(quiet.at(T0), Set.of(), T0);
    assertEquals(List.of(), done);
    striker.step(quiet.claim("w2#1 epoch 5").at(T0), Set.of(), T0);
    assertEquals(List.of("begin kill-in-recovery w2"), done);
  }

  @Test
  void whatHasOnlyAMomentGoesFirst() throws IOException {
    Striker striker =
        striker(
            false,
            strike(1, 0, FaultKind.KILL, Target.OWNER, 0),
            strike(2, 0, FaultKind.KILL_IN_RECOVERY, Target.CANDIDATE, 0));
    striker.step(SampleLook.of("w1#1", "w2#1", "w3#1").claim("w2#1 epoch 5").at(T0), Set.of(), T0);
    assertEquals(List.of("begin kill-in-recovery w2"), done);
    assertEquals(1, striker.left());
  }

  @Test
  void whoComesTooLateForAMomentWaitsForTheNextOne() throws IOException {
    evidence = "";
    Striker striker =
        striker(false, strike(1, 0, FaultKind.KILL_IN_RECOVERY, Target.LEADER_IN_RECOVERY, 0));
    SampleLook claimed = SampleLook.of("w1#1", "w2#1", "w3#1").claim("w2#1 epoch 5");
    striker.step(claimed.at(T0), Set.of(), T0);
    assertEquals(1, striker.left());
    evidence = "seen";
    striker.step(claimed.at(T0 + 100), Set.of(), T0 + 100);
    assertEquals(0, striker.left());
    assertEquals(1, told.size());
  }

  @Test
  void whoWasTriedInVainIsNotReliedOn() throws IOException {
    evidence = "";
    Striker striker =
        striker(false, strike(1, 0, FaultKind.DOUBLE_KILL, Target.OWNER_AND_REPLICA, 0));
    striker.step(SampleLook.at(T0, "w1#1", "w2#1", "w3#1"), Set.of(), T0);
    assertEquals(List.of("begin double-kill w1 w2"), done, "one of them may be dead");
    assertEquals(1, striker.left(), "it waits");
    long laterMs = T0 + 60_000;
    evidence = "seen";
    striker.step(SampleLook.at(laterMs, "w1#1", "w2#1", "w3#1"), Set.of(), laterMs);
    assertEquals(2, done.size(), "all are well");
    assertEquals(0, striker.left());
  }

  @Test
  void whatLeavesNoEvidenceIsTriedOnOthersWhileEnoughAreWell() throws IOException {
    evidence = "";
    Striker striker = striker(false, strike(1, 0, FaultKind.RESET, Target.INSTANCES, 0));
    striker.step(SampleLook.at(T0, "w1#1", "w2#1", "w3#1"), Set.of(), T0);
    assertEquals(6, done.size());
    assertEquals(0, striker.left());
  }

  @Test
  void whatDoesNotRunIsNotStruck() throws IOException {
    Striker striker = striker(false, strike(1, 0, FaultKind.KILL, Target.OWNER, 0));
    striker.step(SampleLook.at(T0, "w1#1", "w2#1"), Set.of("w1"), T0);
    assertEquals(List.of(), done);
    assertEquals(1, striker.left());
  }

  @Test
  void theFinalHealEndsWhatLastsAndDropsWhatIsLeft() throws IOException {
    Striker striker =
        striker(
            false,
            strike(1, 0, FaultKind.CUT, Target.INSTANCES, 5_000),
            strike(2, 9_000, FaultKind.KILL, Target.OWNER, 0));
    striker.step(SampleLook.at(T0, "w1#1", "w2#1", "w3#1"), Set.of(), T0);
    striker.heal(T0 + 10);
    assertTrue(done.get(1).startsWith("end cut"), done.toString());
    assertEquals(0, striker.left());
  }

  @Test
  void whatCannotBeHealedKeepsNothingElse() throws IOException {
    Striker striker =
        striker(
            false,
            strike(1, 0, FaultKind.FREEZE, Target.INSTANCE, 5_000),
            strike(2, 0, FaultKind.CUT, Target.COORDINATORS, 5_000));
    striker.step(SampleLook.at(T0, "w1#1", "w2#1", "w3#1"), Set.of(), T0);
    striker.step(SampleLook.at(T0 + 1, "w1#1", "w2#1", "w3#1"), Set.of(), T0 + 1);
    assertEquals(2, done.size(), done.toString());
    failsToEnd = FaultKind.FREEZE;
    assertThrows(IOException.class, () -> striker.heal(T0 + 10));
    assertEquals(4, done.size(), done.toString());
  }
}
