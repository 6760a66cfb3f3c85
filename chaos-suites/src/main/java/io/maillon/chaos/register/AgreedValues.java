package io.maillon.chaos.register;

import io.maillon.coordinator.AgreedValue;
import io.maillon.coordinator.CoordinatorClient;
import io.maillon.coordinator.CoordinatorException;
import io.maillon.protocol.Address;
import io.maillon.protocol.control.ValueAccess;
import java.time.Duration;
import java.util.List;

/** One client's way to what is agreed; for one thread. */
public interface AgreedValues extends AutoCloseable {
  /** Makes the way of one more client. */
  @FunctionalInterface
  interface Connector {
    /**
     * @param patience how long a request is repeated
     */
    AgreedValues connect(Duration patience);
  }

  /**
   * As {@link CoordinatorClient#value}.
   *
   * @throws CoordinatorException if it is not known what became of it, or nobody could be asked
   */
  AgreedValue access(String name, ValueAccess access);

  @Override
  void close();

  /** Those of a cluster of coordinators. */
  static Connector of(List<Address> coordinators) {
    return patience -> {
      CoordinatorClient client = CoordinatorClient.of(coordinators, patience);
      return new AgreedValues() {
        @Override
        public AgreedValue access(String name, ValueAccess access) {
          return client.value(name, access);
        }

        @Override
        public void close() {
          client.close();
        }
      };
    };
  }
}
