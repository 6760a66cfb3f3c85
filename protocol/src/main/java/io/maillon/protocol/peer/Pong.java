package io.maillon.protocol.peer;

/**
 * Answer to {@link Ping}.
 *
 * @param number as asked
 */
public record Pong(long number) implements PeerMessage {}
