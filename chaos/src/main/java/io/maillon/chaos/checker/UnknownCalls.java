package io.maillon.chaos.checker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls with unknown outcomes of one key: each may be ordered anywhere after its invocation, or
 * nowhere.
 *
 * <p>Calls that ask the same are one kind, and within a kind the earliest invoked is ordered first:
 * any order that uses a later one instead stays an order when the two are swapped. So a
 * configuration holds one count per kind, not one bit per call.
 */
final class UnknownCalls {
  private record Asked(String f, Object argument) {}

  private final List<List<Call>> kinds;
  private final int[] ordered;

  /**
   * @param calls by invocation
   */
  UnknownCalls(List<Call> calls) {
    Map<Asked, List<Call>> byKind = new LinkedHashMap<>();
    for (Call call : calls) {
      Asked asked = new Asked(call.f(), call.argument());
      byKind.computeIfAbsent(asked, a -> new ArrayList<>()).add(call);
    }
    kinds = new ArrayList<>(byKind.values());
    ordered = new int[kinds.size()];
  }

  int kinds() {
    return ordered.length;
  }

  /** The call of this kind that would be ordered next, or null when all are. */
  Call next(int kind) {
    List<Call> calls = kinds.get(kind);
    return ordered[kind] < calls.size() ? calls.get(ordered[kind]) : null;
  }

  void order(int kind) {
    ordered[kind]++;
  }

  void undo(int kind) {
    ordered[kind]--;
  }

  /** The call of this kind that was ordered as the n-th, from 0. */
  Call get(int kind, int n) {
    return kinds.get(kind).get(n);
  }

  /** Writes the kinds that are in use and their counts; returns where the writing ended. */
  int write(long[] into, int from) {
    int at = from;
    for (int kind = 0; kind < ordered.length; kind++) {
      if (ordered[kind] > 0) {
        into[at++] = ((long) kind << Integer.SIZE) | ordered[kind];
      }
    }
    return at;
  }
}
