package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;

/**
 * What an instance sees of another one.
 *
 * @param peer that it speaks with
 * @param state what it saw last
 * @param ageMs how long ago it saw that, at least 0: the last answer, the end of the connection, or
 *     the moment at which an answer was missing. An answer from before another connection closed
 *     says nothing about the time after, however late it is told; nor does an old cut
 */
public record PeerView(InstanceId peer, State state, long ageMs) {
  /** Only an answer counts as life: a frozen process still accepts connections. */
  public enum State {
    /** It answered a short time ago. */
    REACHABLE,
    /** It does not answer. */
    UNREACHABLE,
    /** Its connection closed and it could not be dialled again. */
    CLOSED
  }
}
