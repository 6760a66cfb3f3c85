package io.maillon.protocol.control;

import java.util.Comparator;

/**
 * Which request of an operator: repeats of it carry the same, so that it is done once.
 *
 * @param session granted by {@link SessionOpened}
 * @param number counts the requests of the session, from 1; one is over before the next begins
 */
public record RequestId(long session, long number) implements Comparable<RequestId> {
  /** Of what nobody asked for. */
  public static final RequestId NONE = new RequestId(0, 0);

  private static final Comparator<RequestId> ORDER =
      Comparator.comparingLong(RequestId::session).thenComparingLong(RequestId::number);

  @Override
  public int compareTo(RequestId other) {
    return ORDER.compare(this, other);
  }

  /** As in {@code 17/3}. */
  @Override
  public String toString() {
    return session + "/" + number;
  }
}
