package io.maillon.coordinator.state;

import io.maillon.protocol.InstanceId;
import java.util.Optional;

/**
 * What became of a command.
 *
 * @param done false = refused: nothing was changed and never will be by this command
 * @param message for people: what was done, or place, value and what was expected
 * @param instance granted by a registration
 */
public record Reply(boolean done, String message, Optional<InstanceId> instance) {
  /** A registration was decided on before another life of its name began. */
  public static final Reply OUTDATED = refused("another life of this name has begun since");

  public static Reply done(String message) {
    return new Reply(true, message, Optional.empty());
  }

  public static Reply refused(String message) {
    return new Reply(false, message, Optional.empty());
  }

  static Reply registered(InstanceId instance) {
    return new Reply(true, "registered", Optional.of(instance));
  }
}
