package io.maillon.chaos.checker;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lowe's list: invocations and completions of the calls that are not ordered yet, in the order of
 * the history. A call leaves with both of its entries, and comes back to the same places, in
 * constant time, as long as calls come back in the opposite order.
 *
 * <p>Beside it the set of ordered calls as bits. The words before {@link #firstWord} are full, so
 * they need not be remembered: what is left is about as wide as calls are concurrent.
 */
final class OpenCalls {
  static final int HEAD = 0;

  private final List<Call> calls;
  private final int[] next;
  private final int[] previous;

  /** Of each entry its call, or for completions its complement; entry 0 is the head. */
  private final int[] callAt;

  private final int[] invocationOf;
  private final int[] completionOf;
  private final long[] bits;
  private int firstWord;
  private int orderedCount;

  /**
   * @param calls with a completion, by invocation
   */
  OpenCalls(List<Call> calls) {
    this.calls = calls;
    int size = calls.size();
    next = new int[2 * size + 1];
    previous = new int[2 * size + 1];
    callAt = new int[2 * size + 1];
    invocationOf = new int[size];
    completionOf = new int[size];
    bits = new long[size / Long.SIZE + 1];
    link(byCompletion());
  }

  private int[] byCompletion() {
    return IntStream.range(0, calls.size())
        .boxed()
        .sorted(Comparator.comparingInt(c -> calls.get(c).completed()))
        .mapToInt(c -> c)
        .toArray();
  }

  private void link(int[] byCompletion) {
    int entry = HEAD;
    int invoked = 0;
    for (int completing : byCompletion) {
      while (invoked < calls.size()
          && calls.get(invoked).invoked() < calls.get(completing).completed()) {
        entry = append(entry, invoked);
        invocationOf[invoked++] = entry;
      }
      entry = append(entry, ~completing);
      completionOf[completing] = entry;
    }
    next[entry] = HEAD;
    previous[HEAD] = entry;
  }

  private int append(int last, int call) {
    int entry = last + 1;
    next[last] = entry;
    previous[entry] = last;
    callAt[entry] = call;
    return entry;
  }

  boolean isEmpty() {
    return orderedCount == calls.size();
  }

  int next(int entry) {
    return next[entry];
  }

  /** Nothing beyond a completion can be ordered before the call that it completes. */
  boolean isCompletion(int entry) {
    return callAt[entry] < 0;
  }

  int invocationOf(int call) {
    return invocationOf[call];
  }

  int callOf(int entry) {
    return callAt[entry] < 0 ? ~callAt[entry] : callAt[entry];
  }

  void order(int call) {
    unlink(invocationOf[call]);
    unlink(completionOf[call]);
    bits[call / Long.SIZE] |= 1L << call;
    orderedCount++;
    while (firstWord < bits.length && bits[firstWord] == -1L) {
      firstWord++;
    }
  }

  void undo(int call) {
    relink(completionOf[call]);
    relink(invocationOf[call]);
    bits[call / Long.SIZE] &= ~(1L << call);
    orderedCount--;
    firstWord = Math.min(firstWord, call / Long.SIZE);
  }

  private void unlink(int entry) {
    next[previous[entry]] = next[entry];
    previous[next[entry]] = previous[entry];
  }

  private void relink(int entry) {
    next[previous[entry]] = entry;
    previous[next[entry]] = entry;
  }

  int firstWord() {
    return firstWord;
  }

  /** Writes the words from the first that is not full to the last that is not empty. */
  int write(long[] into, int from) {
    int at = from;
    int left = orderedCount - firstWord * Long.SIZE;
    for (int word = firstWord; left > 0; word++) {
      into[at++] = bits[word];
      left -= Long.bitCount(bits[word]);
    }
    return at;
  }

  /** More than {@link #write} ever writes. */
  int wordsMax() {
    return bits.length;
  }
}
