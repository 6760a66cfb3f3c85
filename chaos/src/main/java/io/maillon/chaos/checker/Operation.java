package io.maillon.chaos.checker;

import java.util.Optional;

/**
 * One line of a history: a client begins a call, or is told how it ended.
 *
 * @param line where it stands in its file, from 1
 * @param f what is called, such as {@code cas}
 * @param key of the object that it is about; empty where there is one object only
 * @param value the argument, or the result; null is nil
 */
public record Operation(
    int line, long process, OperationType type, String f, Optional<Object> key, Object value) {}
