package io.maillon.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.cluster.FaultKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<Nemesis> NEMESES =
      List.of(
          Nemesis.of(FaultKind.KILL, Target.OWNER, 2_000),
          Nemesis.of(FaultKind.DELAY, Target.INSTANCES, 1_000, 300, 900).amount(5, 40));

  @Test
  void theSameSeedGivesTheSameFaults() {
    assertEquals(Schedule.draw(7, NEMESES, 60_000), Schedule.draw(7, NEMESES, 60_000));
    assertNotEquals(Schedule.draw(7, NEMESES, 60_000), Schedule.draw(8, NEMESES, 60_000));
  }

  @Test
  void faultsComeAsOftenAsTheirNemesisSays() {
    List<Strike> strikes = Schedule.draw(1, NEMESES, 1_000_000);
    long kills = strikes.stream().filter(s -> s.kind() == FaultKind.KILL).count();
    assertTrue(kills > 420 && kills < 580, kills + " kills in 500 mean times");
    for (int i = 1; i < strikes.size(); i++) {
      assertTrue(strikes.get(i).atMs() >= strikes.get(i - 1).atMs(), "in the order of time");
      assertEquals(i + 1, strikes.get(i).id());
    }
  }

  @Test
  void timesAndAmountsStayWithinTheirBounds() {
    for (Strike strike : Schedule.draw(3, NEMESES, 200_000)) {
      boolean lasts = strike.kind().lasts();
      assertTrue(
          lasts
              ? strike.holdMs() >= 300 && strike.holdMs() <= 900
              : strike.holdMs() == 0 && strike.amount() == 0,
          strike.toString());
      assertTrue(!lasts || (strike.amount() >= 5 && strike.amount() <= 40), strike.toString());
    }
  }

  @Test
  void whatComesOnceComesEarly() {
    List<Nemesis> once =
        List.of(
            NEMESES.get(0),
            Nemesis.once(FaultKind.QUORUM_LOSS, Target.LEADER_AND_COORDINATOR, 65_000, 70_000));
    for (long seed = 0; seed < 100; seed++) {
      List<Strike> losses =
          Schedule.draw(seed, once, 100_000).stream()
              .filter(s -> s.kind() == FaultKind.QUORUM_LOSS)
              .toList();
      assertEquals(1, losses.size());
      assertTrue(losses.get(0).atMs() <= 10_000, losses::toString);
      assertTrue(losses.get(0).holdMs() >= 65_000, losses::toString);
    }
  }

  @Test
  void refusesATargetWithTheWrongNumberOfNodes() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Nemesis.of(FaultKind.CUT, Target.OWNER, 1_000, 1, 2));
    assertEquals("nemesis cut: target owner: expected 2 nodes", e.getMessage());
  }
}
