package io.maillon.chaos.checker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Pairs invocations with completions, as the operations come.
 *
 * <p>A process does one thing after the other: a completion without its invocation, or an
 * invocation before the completion of the last, is an error. What has no completion at the end, or
 * one of type info, is open for ever.
 */
public final class HistoryBuilder {
  private final boolean independent;
  private final List<Operation> invocations = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final Map<Long, Integer> open = new TreeMap<>();
  private int operations;
  private int nemesisOperations;

  /**
   * @param independent whether values of invocations and results are Jepsen's {@code [key value]}
   */
  public HistoryBuilder(boolean independent) {
    this.independent = independent;
  }

  /**
   * @throws HistoryException when the fields are no operation, or one that does not follow
   */
  public void add(int line, Map<String, ?> fields) {
    Optional<Operation> operation = OperationFields.operation(line, fields);
    if (operation.isEmpty()) {
      nemesisOperations++;
    } else {
      add(operation.get());
    }
  }

  void add(Operation operation) {
    if (operation.type() == OperationType.INVOKE) {
      invoke(keyed(operation));
    } else {
      complete(operation);
    }
    operations++;
  }

  public History build() {
    open.forEach((process, call) -> calls.set(call, unknown(call, 0)));
    open.clear();
    return new History(List.copyOf(calls), operations, nemesisOperations);
  }

  private void invoke(Operation invocation) {
    Integer former = open.put(invocation.process(), calls.size());
    if (former != null) {
      throw new HistoryException(
          invocation.line(),
          described(invocation) + ": expected the completion of its " + shown(former) + " first");
    }
    invocations.add(invocation);
    calls.add(call(invocation, null, Call.Outcome.UNKNOWN, operations, Call.OPEN, 0));
  }

  private void complete(Operation completion) {
    Integer index = open.remove(completion.process());
    if (index == null) {
      throw new HistoryException(
          completion.line(),
          described(completion) + ": expected an invocation of this process before it");
    }
    Operation invocation = invocations.get(index);
    if (!invocation.f().equals(completion.f())) {
      throw new HistoryException(
          completion.line(),
          described(completion) + ": expected the completion of its " + shown(index));
    }
    calls.set(index, completed(index, invocation, completion));
  }

  private Call completed(int index, Operation invocation, Operation completion) {
    int at = calls.get(index).invoked();
    return switch (completion.type()) {
      case OK -> {
        Operation result = keyed(completion);
        if (result.key().isPresent() && !result.key().equals(invocation.key())) {
          throw new HistoryException(
              completion.line(),
              described(completion) + ": expected the key of its " + shown(index));
        }
        yield call(invocation, result.value(), Call.Outcome.OK, at, operations, completion.line());
      }
      case FAIL -> call(invocation, null, Call.Outcome.FAILED, at, Call.OPEN, completion.line());
      default -> unknown(index, completion.line());
    };
  }

  private Call unknown(int index, int completedLine) {
    return call(
        invocations.get(index),
        null,
        Call.Outcome.UNKNOWN,
        calls.get(index).invoked(),
        Call.OPEN,
        completedLine);
  }

  private static Call call(
      Operation invocation,
      Object result,
      Call.Outcome outcome,
      int invoked,
      int completed,
      int completedLine) {
    return new Call(
        invocation.process(),
        invocation.f(),
        invocation.key(),
        invocation.value(),
        result,
        outcome,
        invoked,
        completed,
        invocation.line(),
        completedLine);
  }

  private Operation keyed(Operation operation) {
    if (!independent) {
      return operation;
    }
    if (operation.key().isPresent()
        || !(operation.value() instanceof List<?> tuple)
        || tuple.size() != 2
        || tuple.get(0) == null) {
      throw new HistoryException(
          operation.line(),
          described(operation)
              + " with value "
              + Values.text(operation.value())
              + ": expected [key value], as the keys are independent");
    }
    return new Operation(
        operation.line(),
        operation.process(),
        operation.type(),
        operation.f(),
        Optional.of(tuple.get(0)),
        tuple.get(1));
  }

  private String shown(int index) {
    return invocations.get(index).f() + " of line " + invocations.get(index).line();
  }

  private static String described(Operation operation) {
    String did =
        switch (operation.type()) {
          case INVOKE -> " invokes ";
          case OK -> " completes with ok ";
          case FAIL -> " completes with fail ";
          case INFO -> " completes with info ";
        };
    return "process " + operation.process() + did + operation.f();
  }
}
