package io.maillon.chaos.checker;

/** Says what is wrong with a call that a model does not have. */
final class Arguments {
  private Arguments() {}

  static HistoryException unknown(Call call, String... known) {
    return new HistoryException(
        call.invokedLine(), "f '" + call.f() + "': expected one of " + String.join(", ", known));
  }

  static void check(boolean fits, Call call, String expected) {
    if (!fits) {
      throw new HistoryException(
          call.invokedLine(),
          call.f() + " with value " + Values.text(call.argument()) + ": expected " + expected);
    }
  }

  static void checkResult(boolean fits, Call call, String expected) {
    if (!fits) {
      throw new HistoryException(
          call.completedLine(),
          call.f() + " with result " + Values.text(call.result()) + ": expected " + expected);
    }
  }
}
