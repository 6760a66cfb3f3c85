/**
 * What the coordinators agree on, as a deterministic state machine: a command goes in, the state
 * changes or the command is refused. Pure: no clock, no I/O, nothing of Raft.
 */
package io.maillon.coordinator.state;
