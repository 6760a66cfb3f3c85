package io.maillon.protocol.control;

/**
 * Asks any coordinator for the status; followers answer too, marked as such.
 *
 * @param pipeline name, empty = all
 */
public record StatusRequest(String pipeline) implements ControlMessage {}
