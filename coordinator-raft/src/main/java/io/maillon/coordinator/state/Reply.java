package io.maillon.coordinator.state;

import io.maillon.protocol.InstanceId;
import java.util.Optional;

/**
 * What became of a command.
 *
 * @param done false = refused: nothing was changed and never will be by this command
 * @param message for people: what was done, or place, value and what was expected
 * @param instance granted by a registration
 * @param value of an agreed value, after the command
 */
public record Reply(
    boolean done, String message, Optional<InstanceId> instance, Optional<String> value) {
  private static final int MESSAGE_CHARS_MAX = 2048;

  /** A registration was decided on before another life of its name began. */
  public static final Reply OUTDATED = refused("another life of this name has begun since");

  /** A request of a session that is not known any more; whether it was done before is unknown. */
  public static final Reply EXPIRED =
      refused(
          "its session has expired, as "
              + Sessions.SESSIONS_MAX
              + " others were used since: what was not answered may have been done or not");

  public static Reply done(String message) {
    return new Reply(true, message, Optional.empty(), Optional.empty());
  }

  public static Reply refused(String message) {
    return new Reply(false, message, Optional.empty(), Optional.empty());
  }

  static Reply registered(InstanceId instance) {
    return new Reply(true, "registered", Optional.of(instance), Optional.empty());
  }

  /** It is kept for as long as its session, and snapshots bear it. */
  Reply shortened() {
    return message.length() <= MESSAGE_CHARS_MAX
        ? this
        : new Reply(done, message.substring(0, MESSAGE_CHARS_MAX) + "…", instance, value);
  }

  Reply withValue(Optional<String> agreed) {
    return new Reply(done, message, instance, agreed);
  }
}
