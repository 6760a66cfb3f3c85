package io.maillon.protocol.control;

/**
 * Operator: read or change a value that the coordinators agree on, through their log.
 *
 * @param requestId as in {@link Apply}
 * @param name of the value
 * @param access what to do with it
 */
public record AccessValue(RequestId requestId, String name, ValueAccess access)
    implements ControlMessage {}
