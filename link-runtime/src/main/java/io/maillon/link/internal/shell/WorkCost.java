package io.maillon.link.internal.shell;

/**
 * What one work took.
 *
 * @param inputBytes records that it was given
 * @param runNs time on the function thread
 */
record WorkCost(long inputBytes, long runNs) {}
