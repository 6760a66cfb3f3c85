package io.maillon.chaos.checker.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.chaos.checker.HistoryException;
import io.maillon.chaos.checker.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The streaming checks say what the claims say word by word. */
class PipelineBruteForceTest {
  private static final int HISTORIES = 10_000;

  static PipelineResult check(List<PipelineEvent> events) {
    PipelineChecker checker = new PipelineChecker(PipelineBudget.DEFAULT);
    for (int i = 0; i < events.size(); i++) {
      checker.accept(i + 1, events.get(i));
    }
    return checker.result();
  }

  @Test
  void agreesOnSmallRandomHistories() {
    Map<Claim, Integer> convicted = new EnumMap<>(Claim.class);
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    int refused = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      List<PipelineEvent> events = RandomRun.good(seed);
      for (int i = seed % 4; i > 0; i--) {
        events = Mutation.of(events, seed + i);
      }
      try {
        PipelineResult result = check(events);
        agrees(seed, events, result, convicted);
        verdicts.merge(result.verdict(), 1, Integer::sum);
      } catch (HistoryException e) {
        assertTrue(seed % 4 > 0, () -> "a good history is refused: " + e.getMessage());
        refused++;
      }
    }
    System.out.println("verdicts " + verdicts + ", refused " + refused + ", by claim " + convicted);
    assertTrue(verdicts.get(Verdict.VALID) > HISTORIES / 5, "enough are good");
    for (Claim claim : Claim.values()) {
      assertTrue(
          claim == Claim.EVIDENCE || convicted.getOrDefault(claim, 0) > HISTORIES / 200,
          () -> claim + " is violated often enough");
    }
  }

  private static void agrees(
      int seed, List<PipelineEvent> events, PipelineResult result, Map<Claim, Integer> convicted) {
    BruteForceRun brute = new BruteForceRun(events);
    for (CheckResult check : result.checks()) {
      BruteForceRun.Said said = brute.say(check.claim());
      assertEquals(
          said,
          new BruteForceRun.Said(check.verdict(), check.violations()),
          () -> "seed " + seed + ", " + check + "\n" + text(events));
      assertEquals(said.violations() > 0, !check.convictions().isEmpty(), "convictions");
      if (check.verdict() == Verdict.INVALID) {
        assertTrue(seed % 4 > 0 || isHonest(check.claim()), () -> "seed " + seed + ": " + check);
        convicted.merge(check.claim(), 1, Integer::sum);
      }
    }
  }

  /** Good histories may end badly, no more. */
  private static boolean isHonest(Claim claim) {
    return claim == Claim.LIVENESS;
  }

  private static String text(List<PipelineEvent> events) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < events.size(); i++) {
      text.append(i + 1).append(' ').append(events.get(i)).append('\n');
    }
    return text.toString();
  }
}
