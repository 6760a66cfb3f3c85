package io.maillon.chaos.checker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for an order of the calls of one key that the model allows and that keeps real time: the
 * search of Wing and Gong on Lowe's list, with a memory of configurations (see
 * docs/chaos/checkers.md).
 *
 * <p>It goes depth first. In each configuration it first orders reads that fit, for good: as they
 * change nothing, what could be ordered without them can be ordered after them. Then it tries the
 * calls that completed, last those with an unknown outcome. All calls that completed ordered:
 * VALID. All ways tried: INVALID.
 */
final class KeySearch {
  private final Model model;
  private final Budget budget;
  private final List<Call> completed;
  private final OpenCalls open;
  private final UnknownCalls unknown;
  private final Configurations configurations;

  /** The choices so far: a call, or the complement of a kind of unknown ones. */
  private int[] chosen = new int[64];

  /** The state before each choice. */
  private int[] before = new int[64];

  private boolean[] forGood = new boolean[64];
  private int depth;
  private int state;
  private long steps;

  /** The latest completion, as a place in the history, that some order came to. */
  private int furthest = -1;

  /** Where to keep the longest order found: before this completion. */
  private final int wanted;

  private Partial partial;

  /** Where a search ended. */
  enum Ending {
    ORDERED,
    EXHAUSTED,
    STEPS,
    CONFIGURATIONS
  }

  /** An order that came as far as any, and where it got stuck. */
  record Partial(List<Call> order, Object state, List<Call> refused) {}

  /**
   * @param calls of one key that happened or may have, by invocation
   * @param wanted keeps the longest order that got stuck at this completion; -1 for none
   */
  KeySearch(Model model, Budget budget, List<Call> calls, int wanted) {
    this.model = model;
    this.budget = budget;
    this.wanted = wanted;
    completed = calls.stream().filter(Call::isOk).toList();
    open = new OpenCalls(completed);
    // A read whose result nobody saw constrains nothing.
    unknown = new UnknownCalls(calls.stream().filter(c -> !c.isOk() && !model.isRead(c)).toList());
    configurations = new Configurations(open, unknown);
  }

  Ending run() {
    state = configurations.stateId(model.initial());
    int from = enter();
    while (!open.isEmpty()) {
      if (steps() > budget.stepsMax()) {
        return Ending.STEPS;
      }
      if (configurations.size() > budget.configurationsMax()) {
        return Ending.CONFIGURATIONS;
      }
      if (choose(from)) {
        from = enter();
      } else {
        from = back();
        if (from < 0) {
          return Ending.EXHAUSTED;
        }
      }
    }
    return Ending.ORDERED;
  }

  /** Of the model, and as many comparisons of what is known. */
  long steps() {
    return steps + configurations.comparisons();
  }

  int furthest() {
    return furthest;
  }

  /** Null unless a search with a wanted completion got stuck there. */
  Partial partial() {
    return partial;
  }

  /**
   * Orders for good the reads that fit. Returns the first choice to try: choices are numbered by
   * the entries of the list, then by the kinds of unknown calls.
   */
  private int enter() {
    int entry = open.next(OpenCalls.HEAD);
    while (entry != OpenCalls.HEAD && !open.isCompletion(entry)) {
      int call = open.callOf(entry);
      if (model.isRead(completed.get(call)) && step(completed.get(call)) == state) {
        push(call, state, true);
        open.order(call);
        entry = open.next(OpenCalls.HEAD);
      } else {
        entry = open.next(entry);
      }
    }
    if (entry != OpenCalls.HEAD) {
      stuckBefore(completed.get(open.callOf(entry)));
    }
    return open.next(OpenCalls.HEAD);
  }

  /** Goes on with the first possible choice from here that leads to a new configuration. */
  private boolean choose(int from) {
    int entry = from;
    while (entry < kindChoice(0) && !open.isCompletion(entry)) {
      if (!model.isRead(completed.get(open.callOf(entry))) && tryCall(open.callOf(entry))) {
        return true;
      }
      entry = open.next(entry);
    }
    int horizon = completed.get(open.callOf(firstCompletion())).completed();
    for (int kind = Math.max(0, from - kindChoice(0)); kind < unknown.kinds(); kind++) {
      Call call = unknown.next(kind);
      if (call != null && call.invoked() < horizon && tryUnknown(kind, call)) {
        return true;
      }
    }
    return false;
  }

  private boolean tryCall(int call) {
    int after = step(completed.get(call));
    if (after < 0) {
      return false;
    }
    open.order(call);
    if (!configurations.add(after)) {
      open.undo(call);
      return false;
    }
    push(call, after, false);
    return true;
  }

  /** An unknown call that would change nothing is as well ordered nowhere. */
  private boolean tryUnknown(int kind, Call call) {
    int after = step(call);
    if (after < 0 || after == state) {
      return false;
    }
    unknown.order(kind);
    if (!configurations.add(after)) {
      unknown.undo(kind);
      return false;
    }
    push(~kind, after, false);
    return true;
  }

  /** Takes the last choice back that had an alternative; what to try next, or -1 if none had. */
  private int back() {
    while (depth > 0) {
      depth--;
      int choice = chosen[depth];
      state = before[depth];
      if (choice < 0) {
        unknown.undo(~choice);
        return kindChoice(~choice + 1);
      }
      open.undo(choice);
      if (!forGood[depth]) {
        return open.next(open.invocationOf(choice));
      }
    }
    return -1;
  }

  private int kindChoice(int kind) {
    return 2 * completed.size() + 1 + kind;
  }

  private int firstCompletion() {
    int entry = open.next(OpenCalls.HEAD);
    while (!open.isCompletion(entry)) {
      entry = open.next(entry);
    }
    return entry;
  }

  /** The state after the call, or -1 when the model refuses. */
  private int step(Call call) {
    steps++;
    Object after = model.step(configurations.state(state), call);
    return after == Model.REFUSED ? -1 : configurations.stateId(after);
  }

  private void push(int choice, int after, boolean keep) {
    if (depth == chosen.length) {
      chosen = Arrays.copyOf(chosen, 2 * depth);
      before = Arrays.copyOf(before, 2 * depth);
      forGood = Arrays.copyOf(forGood, 2 * depth);
    }
    chosen[depth] = choice;
    before[depth] = state;
    forGood[depth] = keep;
    depth++;
    state = after;
  }

  private void stuckBefore(Call completing) {
    furthest = Math.max(furthest, completing.completed());
    if (completing.completed() == wanted && (partial == null || depth > partial.order().size())) {
      partial = new Partial(order(), configurations.state(state), refused());
    }
  }

  private List<Call> order() {
    int[] nth = new int[unknown.kinds()];
    List<Call> order = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      int choice = chosen[i];
      order.add(choice >= 0 ? completed.get(choice) : unknown.get(~choice, nth[~choice]++));
    }
    return order;
  }

  /** The calls that completed and could come next, were it not for the model. */
  private List<Call> refused() {
    List<Call> refused = new ArrayList<>();
    int entry = open.next(OpenCalls.HEAD);
    while (!open.isCompletion(entry)) {
      refused.add(completed.get(open.callOf(entry)));
      entry = open.next(entry);
    }
    return refused;
  }
}
