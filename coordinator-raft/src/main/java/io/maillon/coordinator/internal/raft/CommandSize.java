package io.maillon.coordinator.internal.raft;

import java.util.Optional;

/**
 * The bound of one command. A command beyond the appender's buffer makes a Ratis leader step down,
 * so it must never enter the log; this bound is half of that buffer.
 */
public final class CommandSize {
  public static final int BYTES_MAX = 512 << 10;

  private CommandSize() {}

  /** Why a command may not be proposed, or empty. */
  public static Optional<String> refusal(byte[] command) {
    return command.length <= BYTES_MAX
        ? Optional.empty()
        : Optional.of(
            "command of " + command.length + " bytes: expected at most " + BYTES_MAX + " bytes");
  }
}
