package io.maillon.chaos.checker.pipeline;

/**
 * A record took effect for a key.
 *
 * @param again whether the record had before
 * @param told whether the effect has a value
 * @param value that it has, null = none, or no whole number
 */
record KeyEffect(
    int key, SourceRecords source, int row, boolean again, boolean told, Long value, int line) {}
