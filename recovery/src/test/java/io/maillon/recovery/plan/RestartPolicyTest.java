package io.maillon.recovery.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private final RestartPolicy policy =
      new RestartPolicy(new RestartPolicy.Settings(100, 400, 6, 10_000, 5));

  @Test
  void restartsAtOnceWhatHadComeUp() {
    policy.onStarted(0);
    policy.onJoined();
    assertEquals(OptionalLong.of(5), policy.nextStartNs(5));
  }

  @Test
  void waitsLongerEachTimeUpToABound() {
    long[] waits = {100, 200, 400, 400};
    long nowNs = 0;
    for (long wait : waits) {
      policy.onStarted(nowNs);
      policy.onFailed();
      assertEquals(OptionalLong.of(nowNs + wait), policy.nextStartNs(nowNs));
      nowNs += wait;
    }
  }

  @Test
  void givesUpWhatNeverComesUp() {
    for (int i = 0; i < 5; i++) {
      assertTrue(policy.nextStartNs(i * 20_000L).isPresent());
      policy.onStarted(i * 20_000L);
      policy.onFailed();
    }
    assertEquals(OptionalLong.empty(), policy.nextStartNs(1_000_000));
  }

  @Test
  void givesUpWhenTheBudgetIsSpentUntilTheWindowHasPassed() {
    for (int i = 0; i < 6; i++) {
      policy.onStarted(i);
      policy.onJoined();
    }
    assertEquals(OptionalLong.empty(), policy.nextStartNs(100));
    assertEquals(OptionalLong.of(10_000), policy.nextStartNs(10_000));
  }
}
