package io.maillon.coordinator.state;

/**
 * One entry of the replicated log.
 *
 * @param leaderTimeMs wall clock of the leader that proposed it; the state's own time is the
 *     highest seen
 * @param clientId who asked: random per process or per operator's call; 0 = needs no deduplication
 * @param requestId counts the requests of the client; repeating the last one returns its reply
 *     again
 * @param action what is to be done
 */
public record Command(long leaderTimeMs, long clientId, long requestId, Action action) {}
