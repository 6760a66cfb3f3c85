package io.maillon.chaos.checker;

/**
 * The text under one key: {@code get}, {@code put s}, {@code append s}; a store of many is as many
 * of these. Appending to nil puts.
 */
record KeyValueModel(Text initial) implements Model {
  @Override
  public Object step(Object state, Call call) {
    Text text = (Text) state;
    return switch (call.f()) {
      case "get", "read" -> !call.isOk() || isResult(text, call) ? text : REFUSED;
      case "append" -> text == null ? Text.of(argument(call)) : text.append(argument(call));
      default -> Text.of(argument(call));
    };
  }

  private static boolean isResult(Text text, Call call) {
    return text == null
        ? call.result() == null
        : call.result() instanceof String result && text.matches(result);
  }

  private static String argument(Call call) {
    return (String) call.argument();
  }

  @Override
  public boolean isRead(Call call) {
    return call.f().equals("get") || call.f().equals("read");
  }

  @Override
  public void validate(Call call) {
    switch (call.f()) {
      case "get", "read" ->
          Arguments.checkResult(
              !call.isOk() || call.result() == null || call.result() instanceof String,
              call,
              "a string or nil");
      case "put", "write", "append" ->
          Arguments.check(call.argument() instanceof String, call, "a string");
      default -> throw Arguments.unknown(call, "get", "put", "append");
    }
  }
}
