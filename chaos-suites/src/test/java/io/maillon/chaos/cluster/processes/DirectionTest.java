package io.maillon.chaos.cluster.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DirectionTest {
  private static final long MS = 1_000_000;
  private final Direction direction = new Direction();

  @Test
  void bytesWaitForThoseBeforeThemUntilTheLimitIsGone() {
    direction.limit(1_000);
    assertEquals(500 * MS, direction.arrivalNs(500, 0));
    assertEquals(1_500 * MS, direction.arrivalNs(1_000, 0));
    assertTrue(direction.isSlow());
    direction.limit(0);
    assertFalse(direction.isSlow(), "what was held may go");
    assertEquals(7, direction.arrivalNs(1_000, 7));
    direction.limit(1_000);
    assertEquals(1_000 * MS + 7, direction.arrivalNs(1_000, 7), "the former debt is forgotten");
  }

  @Test
  void jitterIsAnotherTimeForEachAndEnds() {
    direction.delay(5 * MS);
    direction.jitter(40 * MS);
    TreeSet<Long> times = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      times.add(direction.arrivalNs(1, 0));
    }
    assertTrue(times.first() >= 5 * MS && times.last() < 45 * MS, times.toString());
    assertTrue(times.last() - times.first() > 30 * MS, "almost all of the range is used");
    direction.delay(-5 * MS);
    assertTrue(direction.isSlow());
    direction.jitter(-40 * MS);
    assertFalse(direction.isSlow());
    assertEquals(3, direction.arrivalNs(1, 3));
  }
}
