package io.maillon.protocol.control;

import io.maillon.protocol.InstanceId;

/**
 * The instance was declared dead: it acts no more under this id, and may register anew.
 *
 * @param instance who speaks
 * @param reason for people
 */
public record Dismissed(InstanceId instance, String reason) implements ControlMessage {}
