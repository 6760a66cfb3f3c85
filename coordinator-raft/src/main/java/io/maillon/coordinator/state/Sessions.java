package io.maillon.coordinator.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last request and reply of each operator, so that a repeated request is answered and not done
 * again, however long after and by whichever leader. Ratis' own retry cache forgets after a while
 * and at restarts; this one is part of the state.
 *
 * <p>Bounded: when there are too many, the one that was silent longest expires, counted in commands
 * and not by a clock. Nobody can tell whether a request of an expired session was done, so it is
 * refused; that of an unknown session as well, so a session has to be opened first. An id is never
 * granted again.
 */
final class Sessions {
  static final int SESSIONS_MAX = 1024;

  /** The newest request of a session, 0 = there was none. */
  record Last(long requestId, Reply reply) {}

  /** Longest silent first. */
  private final Map<Long, Last> sessions = new LinkedHashMap<>();

  /**
   * @param session above that of any before
   */
  void open(long session) {
    var unused = remember(session, 0, Reply.done(""));
  }

  /** The reply to a request that must not be done; empty = it is new, and its session is known. */
  Optional<Reply> replyTo(long session, long requestId) {
    Last last = sessions.get(session);
    if (last == null) {
      return Optional.of(Reply.EXPIRED);
    }
    if (last.requestId() < requestId) {
      return Optional.empty();
    }
    var unused = remember(session, last.requestId(), last.reply()); // It is not silent.
    return Optional.of(
        last.requestId() == requestId
            ? last.reply()
            : Reply.refused(
                "request "
                    + requestId
                    + " of session "
                    + session
                    + ": expected one after "
                    + last.requestId()));
  }

  /** Keeps what the session's next request has to follow. */
  Last remember(long session, long requestId, Reply reply) {
    Last last = new Last(requestId, reply);
    sessions.remove(session);
    sessions.put(session, last);
    if (sessions.size() > SESSIONS_MAX) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    return last;
  }

  /** Longest silent first. */
  Map<Long, Last> all() {
    return sessions;
  }
}
