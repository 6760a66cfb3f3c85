package io.maillon.chaos.suite;

import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.coordinator.StatusAnswer;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What faults ask of the coordinators. Blocks for a second at most. */
interface Control extends AutoCloseable {
  /** What the leader says now; empty = nobody answers as one. */
  Optional<StatusDocument> leader();

  /**
   * Declares an instance dead.
   *
   * @return the leader's answer; empty = it refuses, as when that life is over, nobody leads, or
   *     the outcome is not known
   */
  String evict(InstanceId life);

  @Override
  void close();

  /** Over the network. */
  static Control of(List<Address> coordinators, String pipeline) {
    CoordinatorClient client = CoordinatorClient.of(coordinators, Duration.ofSeconds(1));
    return new Control() {
      @Override
      public Optional<StatusDocument> leader() {
        try {
          StatusAnswer answer = client.status(pipeline);
          return Optional.of(StatusDocument.parse(answer.leader(), answer.json()))
              .filter(StatusDocument::fromLeader);
        } catch (CoordinatorException e) {
          return Optional.empty();
        }
      }

      @Override
      public String evict(InstanceId life) {
        try {
          return client.evict(pipeline, life, false);
        } catch (CoordinatorException e) {
          return "";
        }
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }
}
