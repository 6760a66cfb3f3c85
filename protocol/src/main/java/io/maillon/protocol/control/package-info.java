/**
 * What instances and operators say to the coordinator, and its answers. Heartbeats stay in the
 * leader's memory; whatever decides goes through Raft.
 */
package io.maillon.protocol.control;
