package io.maillon.chaos.checker;

import java.util.List;
import java.util.Optional;

/**
 * The shortest beginning of one key's history that no order explains, and how far orders come.
 *
 * @param calls of the beginning, as they were known at its end
 * @param lastLine the completion without which there would be an order
 * @param order the longest order of these calls before that completion
 * @param state after that order
 * @param refused what has to come next, and can't
 */
public record Conviction(
    Optional<Object> key,
    List<Call> calls,
    int lastLine,
    List<Call> order,
    Object state,
    List<Call> refused) {
  private static final int SHOWN_MAX = 12;

  /** Lines for people, each with its end. */
  public String text() {
    StringBuilder text = new StringBuilder();
    key.ifPresent(k -> text.append("key ").append(Values.text(k)).append(": "));
    text.append("nothing explains the completion in line ").append(lastLine).append('\n');
    text.append("up to there ").append(number(calls.size()));
    text.append("; the longest order has ").append(order.size());
    text.append(", and without line ").append(lastLine).append(" there is a full one\n");
    int hidden = Math.max(0, order.size() - SHOWN_MAX);
    text.append(hidden > 0 ? "the end of that order:\n" : "that order:\n");
    order.stream().skip(hidden).forEach(c -> append(text, c));
    text.append("then the state is ")
        .append(Values.text(state))
        .append(" and none of these fits:\n");
    refused.forEach(c -> append(text, c));
    List<Call> open = calls.stream().filter(c -> !c.isOk() && !order.contains(c)).toList();
    if (!open.isEmpty()) {
      text.append("with an unknown outcome then, so tried everywhere after their invocation:\n");
      open.stream().skip(Math.max(0, open.size() - SHOWN_MAX)).forEach(c -> append(text, c));
    }
    return text.toString();
  }

  private static String number(int calls) {
    return calls == 1 ? "is 1 call" : "are " + calls + " calls";
  }

  private static void append(StringBuilder text, Call call) {
    String lines =
        call.isOk()
            ? "lines " + call.invokedLine() + "-" + call.completedLine()
            : "line " + call.invokedLine() + "-?";
    text.append(String.format("  %-18s process %-4d %s\n", lines, call.process(), call));
  }
}
