package io.maillon.protocol.control;

/**
 * Definite refusal of a request: it was not done and never will be.
 *
 * @param requestId of the request, {@link RequestId#NONE} = none
 * @param message names the place, the value and what was expected
 */
public record Rejected(RequestId requestId, String message) implements ControlMessage {}
