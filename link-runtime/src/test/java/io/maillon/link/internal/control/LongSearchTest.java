package io.maillon.link.internal.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LongSearchTest {
  private final LongSearch search = new LongSearch();

  @Test
  void warnsAfterThirtySecondsAndThenAfterTwiceTheTime() {
    search.begin(at(100));
    assertEquals(OptionalLong.empty(), search.warning(at(129)));
    assertEquals(OptionalLong.of(30), search.warning(at(130)));
    assertEquals(OptionalLong.empty(), search.warning(at(159)));
    assertEquals(OptionalLong.of(61), search.warning(at(161)));
    assertEquals(OptionalLong.empty(), search.warning(at(219)));
    assertEquals(OptionalLong.of(120), search.warning(at(220)));
  }

  @Test
  void aNewSearchIsPatientAgain() {
    search.begin(at(0));
    assertEquals(OptionalLong.of(45), search.warning(at(45)));
    search.begin(at(50));
    assertEquals(OptionalLong.empty(), search.warning(at(79)));
    assertEquals(OptionalLong.of(30), search.warning(at(80)));
  }

  private static long at(long s) {
    return TimeUnit.SECONDS.toNanos(s);
  }
}
