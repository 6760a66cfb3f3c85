package io.maillon.protocol.control;

/**
 * A session begins.
 *
 * @param nonce of the request
 * @param session never granted before nor again, above 0
 */
public record SessionOpened(long nonce, long session) implements ControlMessage {}
