package io.maillon.coordinator.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last reply of each client, so that a repeated request is answered and not done again. Ratis'
 * own retry cache forgets after a while and at restarts; this one is part of the state. Bounded:
 * the client that was silent longest is forgotten first.
 */
final class Sessions {
  static final int CLIENTS_MAX = 1024;

  /** The newest request of a client. */
  record Last(long requestId, Reply reply) {}

  private final Map<Long, Last> clients = new LinkedHashMap<>();

  /** Empty = to be done. What comes after a newer request of its client came late, and is void. */
  Optional<Reply> replyTo(long clientId, long requestId) {
    Last last = clients.get(clientId);
    if (last == null || last.requestId() < requestId) {
      return Optional.empty();
    }
    return Optional.of(
        last.requestId() == requestId
            ? last.reply()
            : Reply.refused("request " + requestId + ": expected one after " + last.requestId()));
  }

  void remember(long clientId, long requestId, Reply reply) {
    clients.remove(clientId);
    clients.put(clientId, new Last(requestId, reply));
    if (clients.size() > CLIENTS_MAX) {
      clients.remove(clients.keySet().iterator().next());
    }
  }

  /** Longest silent first. */
  Map<Long, Last> clients() {
    return clients;
  }
}
