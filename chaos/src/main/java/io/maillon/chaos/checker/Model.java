package io.maillon.chaos.checker;

/**
 * What an object does when nobody else uses it. States are immutable values with {@code equals} and
 * {@code hashCode}; null is one too.
 */
public interface Model {
  /** Instead of a state: the call can't have happened here with this result. */
  Object REFUSED = new Object();

  Object initial();

  /**
   * The state after the call, or {@link #REFUSED}. Of a call with an unknown outcome the result
   * does not count: it says what the call would do here.
   */
  Object step(Object state, Call call);

  /**
   * Whether calls like this change no state at all. Saying so lets the search go faster; saying so
   * wrongly makes its verdict wrong.
   */
  boolean isRead(Call call);

  /**
   * @throws HistoryException when the model has no such call, saying which it has
   */
  void validate(Call call);
}
