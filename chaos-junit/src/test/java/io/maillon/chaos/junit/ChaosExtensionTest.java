package io.maillon.chaos.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens where no suite can run. */
class ChaosExtensionTest {
  private static final List<ChaosResult> CALLED_WITH = new ArrayList<>();

  /** No build finds tests in here. */
  static final class Wrong {
    @ChaosTest(
        suite = "smok",
        seeds = {3, 4})
    void neverCalled(ChaosResult result) {
      CALLED_WITH.add(result);
    }
  }

  @Test
  void aMisspeltSuiteFailsWithOneInvocationForEachSeed() {
    List<String> ended = Tests.run(Wrong.class);
    assertEquals(2, ended.size(), ended.toString());
    assertEquals(List.of(), CALLED_WITH);
    assertTrue(
        ended
            .get(0)
            .startsWith(
                "smok, seed 3: FAILED UNKNOWN, expected VALID: smok, seed 3, against the suites'"
                    + " own pipeline"),
        ended.get(0));
    assertTrue(ended.get(0).contains("did you mean 'smoke'?"), ended.get(0));
    assertTrue(
        ended.get(1).endsWith("replay: maillon chaos run smok --seed 4 --backend processes"),
        ended.get(1));
  }
}
