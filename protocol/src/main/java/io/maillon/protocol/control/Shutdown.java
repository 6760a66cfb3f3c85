package io.maillon.protocol.control;

/**
 * The instance is no longer needed: it ends its process.
 *
 * @param reason for people
 */
public record Shutdown(String reason) implements ControlMessage {}
