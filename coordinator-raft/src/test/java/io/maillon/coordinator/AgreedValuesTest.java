package io.maillon.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.maillon.coordinator.internal.raft.Ports;
import io.maillon.protocol.Address;
import io.maillon.protocol.control.OpenSession;
import io.maillon.protocol.control.SessionOpened;
import io.maillon.protocol.control.ValueAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AgreedValuesTest {
  private static final int SESSIONS_MAX = 1024;
  private static final int AT_ONCE = 32;
  private static final ValueAccess READ = new ValueAccess.Read();
  private static final ValueAccess ADD = new ValueAccess.Add(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  /** It is sent again and again meanwhile, under one number. */
  @Test
  void aRequestOutlivesALostMajorityAndIsDoneOnce() throws Exception {
    Address silent = new Address("127.0.0.1", Ports.free("127.0.0.1"));
    try (CoordinatorCluster cluster = new CoordinatorCluster(directory).startAll();
        CoordinatorClient client = CoordinatorClient.of(with(silent, cluster), PATIENCE);
        CoordinatorClient other = cluster.client()) {
      assertEquals(Optional.of("1"), client.value("n", ADD).text());
      String follower = cluster.follower().id();
      String leader = cluster.leader().id();
      cluster.stop(follower);
      cluster.stop(leader);
      CompletableFuture<AgreedValue> added =
          CompletableFuture.supplyAsync(() -> client.value("n", ADD));
      awaitARound(silent);
      assertFalse(added.isDone());
      cluster.start(follower);
      assertEquals(Optional.of("2"), added.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).text());
      cluster.start(leader);
      assertEquals(Optional.of("2"), other.value("n", READ).text());
      AgreedValue refused =
          other.value("n", new ValueAccess.CompareAndSet(Optional.of("1"), Optional.empty()));
      assertFalse(refused.done());
      assertEquals("value 'n' is '2': expected '1'", refused.message());
    }
  }

  private static List<Address> with(Address silent, CoordinatorCluster cluster) {
    return Stream.concat(cluster.addresses().stream(), Stream.of(silent)).toList();
  }

  /** Who dials this address twice has asked all others in between. */
  private static void awaitARound(Address silent) throws IOException {
    try (ServerSocket socket =
        new ServerSocket(silent.port(), 1, InetAddress.getByName(silent.host()))) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.accept().close();
      socket.accept().close();
    }
  }

  @Test
  void aClientWhoseSessionExpiredGoesOnInAnother() throws Exception {
    try (Coordinator embedded = Coordinator.start(CoordinatorConfig.embedded(directory).build())) {
      Address address = embedded.controlAddress();
      try (CoordinatorClient client = CoordinatorClient.of(List.of(address));
          FakeInstance others = new FakeInstance(address, "")) {
        assertEquals(Optional.of("1"), client.value("n", ADD).text());
        for (long nonce = 1; nonce <= SESSIONS_MAX; nonce++) {
          others.send(new OpenSession(nonce));
          if (nonce % AT_ONCE == 0) {
            long last = nonce;
            others.await(SessionOpened.class, m -> m.nonce() == last);
          }
        }
        assertEquals(Optional.of("2"), client.value("n", ADD).text());
        assertEquals(Optional.of("2"), client.value("n", READ).text());
      }
    }
  }
}
