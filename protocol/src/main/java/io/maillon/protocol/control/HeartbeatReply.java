package io.maillon.protocol.control;

/**
 * Proof that the leader hears the instance.
 *
 * @param number of the beat answered
 */
public record HeartbeatReply(long number) implements ControlMessage {}
