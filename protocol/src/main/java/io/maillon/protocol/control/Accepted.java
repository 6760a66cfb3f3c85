package io.maillon.protocol.control;

/**
 * Answer to an operator's request: done, durably.
 *
 * @param requestId of the request
 * @param message for people
 */
public record Accepted(RequestId requestId, String message) implements ControlMessage {}
