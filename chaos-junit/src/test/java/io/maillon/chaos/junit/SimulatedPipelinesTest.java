package io.maillon.chaos.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users' pipelines in simulated worlds: the bug is convicted, what is right holds. */
class SimulatedPipelinesTest {
  private static final String PAYMENTS = "../examples/payments/";

  @ChaosTest(
      suite = "simulation",
      runs = 100,
      pipeline = PAYMENTS + "charge-card-once-simulated.yaml",
      compare = "out/bank-once.csv")
  void theMendedTwinHolds(ChaosResult result) {
    assertEquals(Verdict.VALID, result.verdict());
  }

  /** Keyed state, timers, a log on files, sinks in several parts. */
  @ChaosTest(suite = "simulation", runs = 30, pipeline = "src/test/pipelines/delays.yaml")
  void stagesWithStateAndTimersHold(ChaosResult result) {
    assertEquals(Verdict.VALID, result.verdict());
  }

  /** Found by its name only, from the test below. Either seed convicts it. */
  static final class Charged {
    @ChaosTest(
        suite = "simulation",
        seeds = {2, 3},
        pipeline = PAYMENTS + "charge-card-simulated.yaml",
        compare = "out/bank.csv")
    void eachCardOnce() {}
  }

  @Test
  void theBugIsConvicted() {
    List<String> ended = Tests.run(Charged.class);
    assertEquals(2, ended.size(), ended.toString());
    String end =
        ended.stream()
            .filter(e -> e.contains(": FAILED "))
            .findFirst()
            .orElseThrow(() -> new AssertionError("not convicted: " + ended));
    assertTrue(end.startsWith("simulation, seed 0x"), end);
    assertTrue(end.contains(": FAILED INVALID, expected VALID: "), end);
    assertTrue(end.contains("payments/out/bank.csv: "), end);
    assertTrue(end.contains(" times instead of 1: -,card-"), end);
    assertTrue(end.contains("  fault "), end);
    String replay = end.substring(end.lastIndexOf("replay: "));
    assertTrue(replay.startsWith("replay: maillon chaos run simulation --pipeline "), replay);
    assertTrue(replay.contains(" --compare out/bank.csv --seed 0x"), replay);
    assertTrue(replay.contains(" --faults ") && replay.contains(" --records "), replay);
  }
}
