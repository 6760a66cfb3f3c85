package io.maillon.recovery.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private final RestartPolicy policy =
      new RestartPolicy(new RestartPolicy.Settings(100, 500, 6, 10_000));

  @Test
  void startsAtOnceWhatCameUp() {
    assertEquals(OptionalLong.of(7), policy.nextStartNs(7));
    policy.onStarted(7);
    policy.onJoined();
    assertEquals(OptionalLong.of(9), policy.nextStartNs(9));
  }

  @Test
  void waitsEverLongerForWhatDoesNotComeUp() {
    long nowNs = 0;
    for (long backOff : new long[] {100, 200, 400, 500}) {
      policy.onStarted(nowNs);
      policy.onFailed();
      assertEquals(OptionalLong.of(nowNs + backOff), policy.nextStartNs(nowNs + 1));
      nowNs += backOff;
    }
    policy.onStarted(nowNs);
    policy.onJoined();
    assertEquals(OptionalLong.of(nowNs + 1), policy.nextStartNs(nowNs + 1));
  }

  @Test
  void theBudgetIsPerWindow() {
    for (int i = 0; i < 6; i++) {
      policy.onStarted(i);
      policy.onJoined();
    }
    assertEquals(OptionalLong.empty(), policy.nextStartNs(9_999));
    assertEquals(OptionalLong.of(10_000), policy.nextStartNs(10_000));
  }
}
