package io.maillon.chaos.checker;

/** A lock that one at a time holds, whoever it is: {@code acquire}, {@code release}. */
record MutexModel(State initial) implements Model {
  enum State {
    FREE,
    HELD
  }

  @Override
  public Object step(Object state, Call call) {
    boolean acquire = call.f().equals("acquire");
    if (acquire != (state == State.FREE)) {
      return REFUSED;
    }
    return acquire ? State.HELD : State.FREE;
  }

  @Override
  public boolean isRead(Call call) {
    return false;
  }

  @Override
  public void validate(Call call) {
    switch (call.f()) {
      case "acquire", "release" -> {}
      default -> throw Arguments.unknown(call, "acquire", "release");
    }
  }
}
