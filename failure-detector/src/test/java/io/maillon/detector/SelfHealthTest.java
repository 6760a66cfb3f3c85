package io.maillon.detector;

import static io.maillon.detector.SelfHealth.State.LATE;
import static io.maillon.detector.SelfHealth.State.ON_TIME;
import static io.maillon.detector.SelfHealth.State.PAUSED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SelfHealthTest {
  private static final long MS = 1_000_000L;
  private final SelfHealth self = new SelfHealth(SelfHealthSettings.DEFAULTS);
  private long nowNs = -40 * MS;

  private SelfHealth.State tickAfter(long ms) {
    nowNs += ms * MS;
    return self.tick(nowNs).state();
  }

  @Test
  void judgesWhileTicksComeWithinTheSlack() {
    assertEquals(ON_TIME, tickAfter(0));
    assertEquals(ON_TIME, tickAfter(25));
    assertEquals(ON_TIME, tickAfter(75));
  }

  @Test
  void judgesNobodyForOneIntervalAfterALateTick() {
    tickAfter(0);
    assertEquals(LATE, tickAfter(76));
    assertEquals(LATE, tickAfter(0)); // A tick for a disconnection that was read right after.
    assertEquals(LATE, tickAfter(24));
    assertEquals(ON_TIME, tickAfter(1));
  }

  @Test
  void tellsAPauseAndWhatItLost() {
    tickAfter(0);
    assertEquals(LATE, tickAfter(225));
    tickAfter(25);
    nowNs += 226 * MS;
    assertEquals(new SelfHealth.Tick(PAUSED, 201 * MS), self.tick(nowNs));
  }

  @Test
  void judgesAllTheSameWhenItIsAlwaysLate() {
    tickAfter(0);
    for (int i = 0; i < SelfHealthSettings.DEFAULTS.lateTicksMax(); i++) {
      assertEquals(LATE, tickAfter(100));
    }
    assertEquals(ON_TIME, tickAfter(100));
    assertEquals(ON_TIME, tickAfter(100));
    assertEquals(PAUSED, tickAfter(1_000), "a pause is honoured in any case");
  }
}
