package io.maillon.chaos.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteTest {
  @Test
  void onlyTheCoordinatorSuiteTakesTheMajorityForOverAMinute() {
    assertEquals(
        List.of("coordinator"),
        Suites.all().stream()
            .filter(suite -> suite.outlastsAMinute(suite.duration()))
            .map(Suite::name)
            .toList());
    Suite coordinator = Suites.named("coordinator");
    assertFalse(coordinator.outlastsAMinute(coordinator.duration().minus(Duration.ofSeconds(1))));
  }
}
