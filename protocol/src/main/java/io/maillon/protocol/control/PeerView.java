package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;

/**
 * What an instance sees of another one.
 *
 * @param peer that it speaks with
 * @param state what it saw last
 */
public record PeerView(InstanceId peer, State state) {
  /** Only an answer counts as life: a frozen process still accepts connections. */
  public enum State {
    /** It answered a probe since the last beat. */
    REACHABLE,
    /** It does not answer. */
    UNREACHABLE,
    /** Its connection closed and it could not be dialled again. */
    CLOSED
  }
}
