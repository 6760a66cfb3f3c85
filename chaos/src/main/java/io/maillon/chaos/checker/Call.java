package io.maillon.chaos.checker;

import java.util.Optional;

/**
 * An invocation with its completion.
 *
 * @param argument of the invocation; null is nil
 * @param result of the completion where the outcome is OK, else null
 * @param invoked place of the invocation among all operations of clients, from 0
 * @param completed place of the completion, or {@link #OPEN} where the outcome is not OK
 * @param completedLine line of the completion, or 0 where there is none
 */
public record Call(
    long process,
    String f,
    Optional<Object> key,
    Object argument,
    Object result,
    Outcome outcome,
    int invoked,
    int completed,
    int invokedLine,
    int completedLine) {
  /** After everything. */
  public static final int OPEN = Integer.MAX_VALUE;

  /** What is known of a call. */
  public enum Outcome {
    OK,
    FAILED,
    UNKNOWN
  }

  public boolean isOk() {
    return outcome == Outcome.OK;
  }

  /** The same call as it was known before its completion. */
  Call opened() {
    return new Call(
        process, f, key, argument, null, Outcome.UNKNOWN, invoked, OPEN, invokedLine, 0);
  }

  /** Such as {@code cas [1 2]} or {@code read -> 3}. */
  @Override
  public String toString() {
    String asked = argument == null ? f : f + " " + Values.text(argument);
    boolean told = argument == null || (result != null && !result.equals(argument));
    return isOk() && told ? asked + " -> " + Values.text(result) : asked;
  }
}
