package io.maillon.chaos.checker;

import java.util.Objects;

/**
 * The text under one key: {@code get}, {@code put s}, {@code append s}; a store of many is as many
 * of these. Appending to nil puts.
 */
record KeyValueModel(Object initial) implements Model {
  @Override
  public Object step(Object state, Call call) {
    return switch (call.f()) {
      case "get", "read" -> !call.isOk() || Objects.equals(state, call.result()) ? state : REFUSED;
      case "append" -> state == null ? call.argument() : (String) state + call.argument();
      default -> call.argument();
    };
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
