/**
 * Deterministic simulation: the real cores of instances and of the coordinator in a world whose
 * time, network, processes and faults come from one seed. The invariants of docs/concepts are
 * checked after every event.
 */
package io.maillon.chaos.simulation;
