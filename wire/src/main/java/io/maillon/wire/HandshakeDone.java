package io.maillon.wire;

/**
 * User event of both ends: messages may be written from here on.
 *
 * @param hello as sent by the side that dialled; on that side it is its own
 * @param version spoken on this connection
 * @param features that both ends have
 */
public record HandshakeDone(Hello hello, int version, long features) {}
