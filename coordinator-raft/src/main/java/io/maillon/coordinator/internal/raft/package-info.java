/** A thin adapter to Apache Ratis, with the guards of docs/protocol/coordinator.md. */
package io.maillon.coordinator.internal.raft;
