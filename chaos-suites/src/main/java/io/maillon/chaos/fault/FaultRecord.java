package io.maillon.chaos.fault;

import io.maillon.chaos.cluster.Injection;

/**
 * What was done.
 *
 * @param id of the strike
 * @param fault what, in whom
 * @param begins whether it begins; else it ends
 * @param atMs when, wall-clock time
 * @param evidence that it took effect; empty = there is none
 */
public record FaultRecord(int id, Injection fault, boolean begins, long atMs, String evidence) {}
