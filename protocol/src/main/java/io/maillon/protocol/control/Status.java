package io.maillon.protocol.control;

/**
 * Answer to {@link StatusRequest}: a document described in docs/operations/status.md.
 *
 * @param leader whether the sender leads, so that liveness and progress are filled in
 * @param json the document
 */
public record Status(boolean leader, String json) implements ControlMessage {}
