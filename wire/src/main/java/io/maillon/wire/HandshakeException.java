package io.maillon.wire;

import java.util.Optional;

/** The handshake failed and the connection closes: refused, too late, or cut off. */
public final class HandshakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Refusal> refusal;

  HandshakeException(String message) {
    super(message);
    refusal = Optional.empty();
  }

  HandshakeException(String who, Refusal refusal) {
    super(who + " refused the connection: " + refusal.code() + ": " + refusal.message());
    this.refusal = Optional.of(refusal);
  }

  /** Present when one end said no; empty when nothing was said in time. */
  public Optional<Refusal> refusal() {
    return refusal;
  }
}
