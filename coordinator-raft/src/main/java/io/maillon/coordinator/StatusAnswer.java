package io.maillon.coordinator;

/**
 * The status of a cluster.
 *
 * @param leader whether the leader answered, so that liveness and progress are filled in
 * @param json the document of docs/operations/status.md
 */
public record StatusAnswer(boolean leader, String json) {}
