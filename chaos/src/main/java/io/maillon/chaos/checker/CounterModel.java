package io.maillon.chaos.checker;

/** A whole number: {@code read}, {@code add n}, {@code inc} and {@code dec} by 1 or by n. */
record CounterModel(Long initial) implements Model {
  @Override
  public Object step(Object state, Call call) {
    long value = (Long) state;
    return switch (call.f()) {
      case "read" -> !call.isOk() || call.result().equals(value) ? state : REFUSED;
      case "dec", "decrement" -> Math.subtractExact(value, by(call));
      default -> Math.addExact(value, by(call));
    };
  }

  private static long by(Call call) {
    return call.argument() == null ? 1 : (Long) call.argument();
  }

  @Override
  public boolean isRead(Call call) {
    return call.f().equals("read");
  }

  @Override
  public void validate(Call call) {
    boolean number = call.argument() instanceof Long;
    switch (call.f()) {
      case "read" ->
          Arguments.checkResult(
              !call.isOk() || call.result() instanceof Long, call, "a whole number");
      case "add" -> Arguments.check(number, call, "a whole number");
      case "inc", "increment", "dec", "decrement" ->
          Arguments.check(number || call.argument() == null, call, "a whole number");
      default -> throw Arguments.unknown(call, "read", "add", "inc", "dec");
    }
  }
}
