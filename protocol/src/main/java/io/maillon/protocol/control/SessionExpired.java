package io.maillon.protocol.control;

/**
 * The session of a request is not known any more, so nobody can tell whether the request was done
 * before. It was not done now and will not be; a first attempt was not done at all.
 *
 * @param requestId of the request
 * @param message for people
 */
public record SessionExpired(RequestId requestId, String message) implements ControlMessage {}
