package io.maillon.coordinator.leader;

import io.maillon.protocol.InstanceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which instance speaks on which connection: the newest of each. Owned by {@link PipelineLead}. */
final class Attachments {
  private final Map<InstanceId, Long> byInstance = new TreeMap<>();
  private final Map<Long, InstanceId> byConnection = new TreeMap<>();

  void attach(long connection, InstanceId id) {
    Long former = byInstance.put(id, connection);
    if (former != null) {
      byConnection.remove(former);
    }
    byConnection.put(connection, id);
  }

  /** The connection closed. Gives whose it was, unless a newer one has taken its place. */
  Optional<InstanceId> detach(long connection) {
    InstanceId id = byConnection.remove(connection);
    return id != null && byInstance.remove(id, connection) ? Optional.of(id) : Optional.empty();
  }

  /** The instance is not served any more. Gives the connection that it had. */
  Optional<Long> remove(InstanceId id) {
    Optional<Long> connection = Optional.ofNullable(byInstance.remove(id));
    connection.ifPresent(byConnection::remove);
    return connection;
  }

  boolean isAttached(InstanceId id) {
    return byInstance.containsKey(id);
  }

  Optional<Long> connection(InstanceId id) {
    return Optional.ofNullable(byInstance.get(id));
  }

  Optional<InstanceId> instance(long connection) {
    return Optional.ofNullable(byConnection.get(connection));
  }

  List<InstanceId> instances() {
    return List.copyOf(byInstance.keySet());
  }

  Collection<Long> connections() {
    return byInstance.values();
  }
}
