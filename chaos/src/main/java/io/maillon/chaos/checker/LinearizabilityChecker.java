package io.maillon.chaos.checker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a history could be that of one object, or one per key, that does one call after the
 * other, each at some moment between its invocation and its completion.
 *
 * <p>Keys are checked on their own: a history is linearizable if and only if each of its objects
 * is. One INVALID key makes the history INVALID, whatever is known of others; else one UNKNOWN key
 * makes it UNKNOWN.
 */
public final class LinearizabilityChecker {
  private final Model model;
  private final Budget budget;
  private final List<Conviction> convictions = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private long steps;

  private LinearizabilityChecker(Model model, Budget budget) {
    this.model = model;
    this.budget = budget;
  }

  /**
   * @throws HistoryException when a call is none of the model's
   */
  public static LinearizabilityResult check(History history, Model model, Budget budget) {
    history.calls().forEach(model::validate);
    Map<Optional<Object>, List<Call>> byKey = new LinkedHashMap<>();
    for (Call call : history.calls()) {
      List<Call> calls = byKey.computeIfAbsent(call.key(), k -> new ArrayList<>());
      if (call.outcome() != Call.Outcome.FAILED) {
        calls.add(call);
      }
    }
    LinearizabilityChecker checker = new LinearizabilityChecker(model, budget);
    byKey.forEach(checker::checkKey);
    return checker.result(byKey.size());
  }

  private LinearizabilityResult result(int keys) {
    Verdict verdict =
        !convictions.isEmpty()
            ? Verdict.INVALID
            : reasons.isEmpty() ? Verdict.VALID : Verdict.UNKNOWN;
    return new LinearizabilityResult(
        verdict,
        reasons.isEmpty() ? "" : reasons.get(0),
        keys,
        convictions.size(),
        reasons.size(),
        convictions.stream().min(Comparator.comparingInt(c -> c.calls().size())),
        steps);
  }

  private void checkKey(Optional<Object> key, List<Call> calls) {
    String named = key.map(k -> "key " + Values.text(k) + ": ").orElse("");
    try {
      KeySearch search = new KeySearch(model, budget, calls, -1);
      KeySearch.Ending ending = search.run();
      steps += search.steps();
      switch (ending) {
        case ORDERED -> {}
        case EXHAUSTED -> convictions.add(convict(key, calls, search.furthest()));
        case STEPS -> reasons.add(named + "the budget of " + budget.stepsMax() + " steps is spent");
        case CONFIGURATIONS ->
            reasons.add(
                named
                    + "the budget of "
                    + budget.configurationsMax()
                    + " remembered configurations is spent");
      }
    } catch (RuntimeException e) {
      // Whatever a model throws, it did not say that the history is valid.
      reasons.add(named + "the model failed: " + e);
    } catch (OutOfMemoryError e) {
      // The search is garbage by now, and what it held with it.
      reasons.add(named + "the memory of this process is spent, raise it with -Xmx");
    }
  }

  /**
   * No order came beyond this completion, and some order came to it: so the history up to it is the
   * shortest that has none. What it says is searched once more, as a proof and for the longest
   * order; should a model of a user's make that fail, the whole history stands for it.
   */
  private Conviction convict(Optional<Object> key, List<Call> calls, int furthest) {
    List<Call> beginning =
        calls.stream()
            .filter(c -> c.invoked() < furthest)
            .map(c -> c.isOk() && c.completed() > furthest ? c.opened() : c)
            .filter(c -> c.isOk() || !model.isRead(c))
            .toList();
    return search(key, beginning, furthest)
        .or(() -> search(key, calls, furthest))
        .orElseThrow(() -> new IllegalStateException("a search ended in two ways"));
  }

  private Optional<Conviction> search(Optional<Object> key, List<Call> calls, int furthest) {
    KeySearch search = new KeySearch(model, budget, calls, furthest);
    KeySearch.Ending ending = search.run();
    steps += search.steps();
    if (ending != KeySearch.Ending.EXHAUSTED || search.partial() == null) {
      return Optional.empty();
    }
    int lastLine =
        calls.stream()
            .filter(c -> c.completed() == furthest)
            .mapToInt(Call::completedLine)
            .findFirst()
            .orElseThrow();
    KeySearch.Partial partial = search.partial();
    return Optional.of(
        new Conviction(key, calls, lastLine, partial.order(), partial.state(), partial.refused()));
  }
}
