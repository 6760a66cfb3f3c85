package io.maillon.wire.internal;

/** Messages that travel together: a connection carries one family at a time. */
public enum Family {
  HANDSHAKE,
  PEER,
  CONTROL
}
