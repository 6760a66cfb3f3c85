package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;

/**
 * Answer to {@link Append}, {@link Fence}, {@link Fetch} or {@link Install} that can't be served.
 *
 * @param partition whose log this is about
 * @param epoch of the message that is refused
 * @param reason why
 * @param promisedEpoch lowest epoch still served here
 * @param lastIndex of the log held here, -1 = no log
 */
public record Refused(
    PartitionId partition, long epoch, Reason reason, long promisedEpoch, long lastIndex)
    implements PeerMessage {

  /** Why a message was refused; each tells its sender what to do next. */
  public enum Reason {
    /** A higher epoch was promised: the sender is superseded and leaves office. */
    FENCED,
    /** Nothing is held here: the sender installs its image first. */
    NO_LOG,
    /** The commits do not follow on what is held here: the sender installs its image first. */
    GAP
  }
}
