package io.maillon.protocol.control;

/**
 * Operator: requests will come, remember the last one of them. A repeat opens another session; the
 * one that nobody uses is forgotten in time.
 *
 * @param nonce chosen at random, tells the answer from others
 */
public record OpenSession(long nonce) implements ControlMessage {}
