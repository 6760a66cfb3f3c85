package io.maillon.wire;

import io.maillon.protocol.InstanceId;
import java.util.Optional;

/**
 * First frame of the side that dialled: who speaks, with whom it wants to speak, and what it knows.
 *
 * @param versionMin lowest protocol version it speaks
 * @param versionMax highest protocol version it speaks
 * @param features bit set of optional abilities; both ends use those that both have
 * @param kind what the connection will carry
 * @param pipeline name, empty = none in particular
 * @param from who dials, empty = has no id yet
 * @param to who is meant, empty = whoever listens
 */
public record Hello(
    int versionMin,
    int versionMax,
    long features,
    Kind kind,
    String pipeline,
    Optional<InstanceId> from,
    Optional<InstanceId> to) {

  /** What a connection carries after the handshake. */
  public enum Kind {
    /** {@link io.maillon.protocol.peer.PeerMessage}s between two instances. */
    DATA,
    /** {@link io.maillon.protocol.control.ControlMessage}s of an instance. */
    CONTROL,
    /** {@link io.maillon.protocol.control.ControlMessage}s of an operator. */
    ADMIN
  }

  /** From one instance to exactly that life of another. */
  public static Hello data(String pipeline, InstanceId from, InstanceId to) {
    return of(Kind.DATA, pipeline, Optional.of(from), Optional.of(to));
  }

  /** From an instance, registered or not yet, to a coordinator. */
  public static Hello control(String pipeline, Optional<InstanceId> from) {
    return of(Kind.CONTROL, pipeline, from, Optional.empty());
  }

  /** From an operator to a coordinator. */
  public static Hello admin() {
    return of(Kind.ADMIN, "", Optional.empty(), Optional.empty());
  }

  private static Hello of(
      Kind kind, String pipeline, Optional<InstanceId> from, Optional<InstanceId> to) {
    Dialect own = Dialect.CURRENT;
    return new Hello(own.versionMin(), own.versionMax(), own.features(), kind, pipeline, from, to);
  }
}
