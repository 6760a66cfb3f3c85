package io.maillon.coordinator.state;

/**
 * One entry of the replicated log.
 *
 * @param leaderTimeMs wall clock of the leader that proposed it; the state's own time is the
 *     highest seen
 * @param clientId who asked: the session of an operator; a number of its own in {@link Action.Join}
 *     and {@link Action.OpenSession}, which only tells the answer from others; 0 = nobody
 * @param requestId counts the requests of the session, 0 = it has none; repeating the last one
 *     returns its reply again
 * @param action what is to be done
 */
public record Command(long leaderTimeMs, long clientId, long requestId, Action action) {}
