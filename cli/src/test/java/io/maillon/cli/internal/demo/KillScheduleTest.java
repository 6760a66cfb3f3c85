package io.maillon.cli.internal.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KillScheduleTest {
  @Test
  void oneSeedGivesOneSchedule() {
    assertEquals(KillSchedule.draw(7, 50), KillSchedule.draw(7, 50));
    assertNotEquals(KillSchedule.draw(7, 50), KillSchedule.draw(8, 50));
  }

  @Test
  void fiveKillsHitEveryKind() {
    for (long seed = 0; seed < 100; seed++) {
      Map<Victim, Integer> kinds = new EnumMap<>(Victim.class);
      KillSchedule.draw(seed, 5).forEach(kill -> kinds.merge(kill.victim(), 1, Integer::sum));
      assertEquals(Map.of(Victim.OWNER, 3, Victim.REPLICA, 1, Victim.LEADER, 1), kinds);
    }
  }

  @Test
  void threeKillsHitEveryKindToo() {
    assertEquals(
        3, KillSchedule.draw(1, 3).stream().map(KillSchedule.Kill::victim).distinct().count());
  }

  @Test
  void everyCandidateMayBePicked() {
    List<String> candidates = List.of("a", "b", "c", "d");
    List<String> picked =
        KillSchedule.draw(3, 200).stream().map(kill -> kill.pick(candidates)).distinct().toList();
    assertTrue(picked.containsAll(candidates), picked.toString());
  }
}
