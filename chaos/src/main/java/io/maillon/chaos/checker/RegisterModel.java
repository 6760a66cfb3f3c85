package io.maillon.chaos.checker;

import java.util.List;
import java.util.Objects;

/** Holds one value: {@code read}, {@code write v} and, where allowed, {@code cas [from to]}. */
record RegisterModel(Object initial, boolean cas) implements Model {
  @Override
  public Object step(Object state, Call call) {
    return switch (call.f()) {
      case "read" -> !call.isOk() || Objects.equals(state, call.result()) ? state : REFUSED;
      case "write" -> call.argument();
      default -> {
        List<?> fromTo = (List<?>) call.argument();
        yield Objects.equals(state, fromTo.get(0)) ? fromTo.get(1) : REFUSED;
      }
    };
  }

  @Override
  public boolean isRead(Call call) {
    return call.f().equals("read");
  }

  @Override
  public void validate(Call call) {
    if (call.f().equals("read") || call.f().equals("write")) {
      return;
    }
    if (!cas) {
      throw Arguments.unknown(call, "read", "write");
    }
    if (!call.f().equals("cas")) {
      throw Arguments.unknown(call, "read", "write", "cas");
    }
    Arguments.check(
        call.argument() instanceof List<?> fromTo && fromTo.size() == 2, call, "[from to]");
  }
}
