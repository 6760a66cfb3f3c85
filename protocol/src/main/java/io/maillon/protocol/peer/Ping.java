package io.maillon.protocol.peer;

/**
 * Asks for an answer: only an answer counts as life, since a frozen process still accepts
 * connections.
 *
 * @param number returned by {@link Pong}
 */
public record Ping(long number) implements PeerMessage {}
