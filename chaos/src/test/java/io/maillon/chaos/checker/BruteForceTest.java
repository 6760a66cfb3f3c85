package io.maillon.chaos.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker says what trying every order says. */
class BruteForceTest {
  private static final int HISTORIES = 10_000;

  @Test
  void agreesOnSmallRandomHistories() {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    int unknownOutcomes = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      String name = Models.NAMES.get(seed % Models.NAMES.size());
      RandomHistory random = new RandomHistory(seed, name, 3, 6, 15).valid();
      boolean mutated = seed / Models.NAMES.size() % 3 > 0;
      if (mutated) {
        random.mutated();
      }
      String told = "seed " + seed + ", " + name;
      History history = random.history();
      Model model = Models.named(name, Optional.empty());
      LinearizabilityResult result = LinearizabilityChecker.check(history, model, Budget.DEFAULT);
      verdicts.merge(result.verdict(), 1, Integer::sum);
      unknownOutcomes += history.count(Call.Outcome.UNKNOWN) > 0 ? 1 : 0;

      boolean ordered = canBeOrdered(model, happened(history.calls()));
      assertEquals(ordered ? Verdict.VALID : Verdict.INVALID, result.verdict(), told);
      assertTrue(ordered || mutated, told + " is valid by construction");
      result.conviction().ifPresent(c -> isShortest(model, history.calls(), c, told));
    }
    System.out.println("verdicts: " + verdicts + ", with unknown outcomes: " + unknownOutcomes);
    assertTrue(verdicts.get(Verdict.INVALID) > HISTORIES / 10, "enough are bad");
    assertTrue(verdicts.get(Verdict.VALID) > HISTORIES / 2, "enough are good");
    assertTrue(unknownOutcomes > HISTORIES / 4, "enough outcomes are unknown");
  }

  private static List<Call> happened(List<Call> calls) {
    return calls.stream().filter(c -> c.outcome() != Call.Outcome.FAILED).toList();
  }

  /** The convicting part has no order, and the history before its last completion has one. */
  private static void isShortest(
      Model model, List<Call> calls, Conviction conviction, String told) {
    int last =
        calls.stream()
            .filter(c -> c.isOk() && c.completedLine() == conviction.lastLine())
            .findFirst()
            .orElseThrow()
            .completed();
    assertTrue(!canBeOrdered(model, conviction.calls()), told);
    assertTrue(!canBeOrdered(model, until(calls, last)), told);
    assertTrue(canBeOrdered(model, until(calls, last - 1)), told);
    assertTrue(!conviction.refused().isEmpty(), told);
  }

  private static List<Call> until(List<Call> calls, int last) {
    return happened(calls).stream()
        .filter(c -> c.invoked() <= last)
        .map(c -> c.isOk() && c.completed() > last ? c.opened() : c)
        .toList();
  }

  private static boolean canBeOrdered(Model model, List<Call> calls) {
    return canBeOrdered(model, model.initial(), new ArrayList<>(calls));
  }

  private static boolean canBeOrdered(Model model, Object state, List<Call> left) {
    if (left.stream().noneMatch(Call::isOk)) {
      return true;
    }
    for (Call next : List.copyOf(left)) {
      boolean inTime = left.stream().noneMatch(c -> c.isOk() && c.completed() < next.invoked());
      Object after = inTime ? model.step(state, next) : Model.REFUSED;
      if (after != Model.REFUSED) {
        List<Call> rest = new ArrayList<>(left);
        rest.remove(next);
        if (canBeOrdered(model, after, rest)) {
          return true;
        }
      }
    }
    return false;
  }
}
