package io.maillon.chaos.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.Verdict;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example with a bug in user code is convicted, and its mended twin is not. */
@Tag("proof")
class PaymentsIT {
  private static final String DIRECTORY = "../examples/payments/";

  @ChaosTest(
      suite = "kill-storm",
      seeds = 1,
      pipeline = DIRECTORY + "charge-card-once.yaml",
      compare = "out/bank-once.csv",
      durationSeconds = 15)
  void theMendedTwinIsValid(ChaosResult result) {
    assertEquals(Verdict.VALID, result.verdict());
    assertTrue(Files.isDirectory(result.directory()), result.toString());
  }

  /** Found by its name only, from the test below. */
  static final class Charged {
    @ChaosTest(
        suite = "kill-storm",
        seeds = 1,
        pipeline = DIRECTORY + "charge-card.yaml",
        compare = "out/bank.csv",
        durationSeconds = 15)
    void eachCardOnce() {}
  }

  @Test
  void theBugIsConvicted() {
    List<String> ended = Tests.run(Charged.class);
    assertEquals(1, ended.size(), ended.toString());
    String end = ended.get(0);
    assertTrue(end.startsWith("kill-storm, seed 1: FAILED INVALID, expected VALID"), end);
    assertTrue(end.contains("bank.csv"), end);
    System.out.println(end);
  }
}
