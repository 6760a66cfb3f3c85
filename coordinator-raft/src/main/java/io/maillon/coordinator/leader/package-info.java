/**
 * What the leader does beyond the agreed state: it hears heartbeats, weighs evidence, plans, and
 * tells instances what was agreed. All of it is in memory and rebuilt by the next leader. Pure.
 */
package io.maillon.coordinator.leader;
