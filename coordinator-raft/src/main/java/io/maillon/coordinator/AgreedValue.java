package io.maillon.coordinator;

import java.util.Optional;

/**
 * A value that the coordinators agree on, as an access left it.
 *
 * @param done false = the access was refused and changed nothing: another value than expected
 * @param message for people: what was done, or value and what was expected
 * @param text of the value; empty = there is none
 */
public record AgreedValue(boolean done, String message, Optional<String> text) {}
