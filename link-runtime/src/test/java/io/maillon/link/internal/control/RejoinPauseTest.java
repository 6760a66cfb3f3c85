package io.maillon.link.internal.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RejoinPauseTest {
  private final RejoinPause pause = new RejoinPause();
  private long nowS;

  @Test
  void growsWhileLivesAreShortAndIsForgottenAfterALongOne() {
    assertEquals(200, after(9));
    assertEquals(400, after(1));
    assertEquals(800, after(0));
    assertEquals(1_600, after(0));
    assertEquals(3_200, after(0));
    assertEquals(3_200, after(0));
    assertEquals(0, after(10));
    assertEquals(200, after(0));
  }

  private long after(long lifeS) {
    pause.lifeBegan(TimeUnit.SECONDS.toNanos(nowS));
    nowS += lifeS;
    return pause.nextMs(TimeUnit.SECONDS.toNanos(nowS));
  }
}
