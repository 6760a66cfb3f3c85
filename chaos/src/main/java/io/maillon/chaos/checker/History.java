package io.maillon.chaos.checker;

import java.util.List;

/**
 * The calls of a history in the order of their invocations.
 *
 * @param operations that clients did, invocations and completions
 * @param nemesisOperations that were left out
 */
public record History(List<Call> calls, int operations, int nemesisOperations) {
  public long count(Call.Outcome outcome) {
    return calls.stream().filter(c -> c.outcome() == outcome).count();
  }
}
