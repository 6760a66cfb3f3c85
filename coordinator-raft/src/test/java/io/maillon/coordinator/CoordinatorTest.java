package io.maillon.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maillon.protocol.Address;
import io.maillon.protocol.control.Accepted;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.OpenSession;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.RequestId;
import io.maillon.protocol.control.SessionExpired;
import io.maillon.protocol.control.SessionOpened;
import io.maillon.protocol.control.Stop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(40)
class CoordinatorTest {
  @TempDir Path directory;

  @Test
  void aPipelineOutlivesTheLeaderAndALostDisk() throws Exception {
    try (CoordinatorCluster cluster = new CoordinatorCluster(directory).startAll();
        CoordinatorClient client = cluster.client()) {
      client.apply(CoordinatorCluster.pipeline("flights"));

      cluster.leader();
      String first = cluster.leader().id();
      cluster.stop(first);
      long beginNs = System.nanoTime();
      assertEquals("RUNNING", state(client, "flights"));
      client.apply(CoordinatorCluster.pipeline("second"));
      assertTrue(System.nanoTime() - beginNs < TimeUnit.SECONDS.toNanos(5));

      deleteTree(cluster.storage(first));
      cluster.start(first);
      awaitAgreed(cluster.running.get(first).controlAddress(), 2);
      assertTrue(cluster.halts.isEmpty(), cluster.halts::toString);
    }
  }

  @Test
  void followersRedirectAndRepeatedRequestsAreDoneOnce() throws Exception {
    try (CoordinatorCluster cluster = new CoordinatorCluster(directory).startAll()) {
      Address leader = cluster.leader().controlAddress();
      try (FakeInstance operator = new FakeInstance(cluster.follower().controlAddress(), "")) {
        operator.send(new Stop(new RequestId(1, 1), "flights"));
        assertEquals(Optional.of(leader), operator.await(NotLeader.class, m -> true).leader());
        operator.awaitClosed();
      }
      try (FakeInstance operator = new FakeInstance(leader, "")) {
        long session = session(operator, 7);
        RequestId stop = new RequestId(session, 1);
        operator.send(new Stop(stop, "nobody"));
        assertTrue(
            operator
                .await(Rejected.class, m -> m.requestId().equals(stop))
                .message()
                .contains("nobody"));
        RequestId apply = new RequestId(session, 2);
        operator.send(new Apply(apply, CoordinatorCluster.pipeline("flights")));
        String done = operator.await(Accepted.class, m -> m.requestId().equals(apply)).message();
        try (FakeInstance other = new FakeInstance(leader, "")) {
          RequestId othersStop = new RequestId(session(other, 8), 1);
          other.send(new Stop(othersStop, "flights"));
          other.await(Accepted.class, m -> m.requestId().equals(othersStop));
        }
        // Done anew it would start the pipeline again; repeated, it changes nothing.
        operator.send(new Apply(apply, CoordinatorCluster.pipeline("flights")));
        assertEquals(
            done, operator.await(Accepted.class, m -> m.requestId().equals(apply)).message());
        RequestId foreign = new RequestId(session + 1_000_000, 1);
        operator.send(new Stop(foreign, "flights"));
        assertTrue(
            operator
                .await(SessionExpired.class, m -> m.requestId().equals(foreign))
                .message()
                .contains("has expired"));
      }
      try (CoordinatorClient client = CoordinatorClient.of(List.of(leader))) {
        assertEquals("STOPPED", state(client, "flights"));
      }
    }
  }

  @Test
  void anEmbeddedCoordinatorRemembersOverARestartAndLeavesNothingBehind() throws Exception {
    try (Coordinator embedded = Coordinator.start(CoordinatorConfig.embedded(directory).build());
        CoordinatorClient client = CoordinatorClient.of(List.of(embedded.controlAddress()))) {
      client.apply(CoordinatorCluster.pipeline("flights"));
      assertEquals(Optional.of(embedded.controlAddress()), embedded.leader());
      CoordinatorException refused =
          assertThrows(CoordinatorException.class, () -> client.resume("nobody"));
      assertEquals(CoordinatorException.Kind.REFUSED, refused.kind());
      assertTrue(refused.getMessage().contains("'nobody'"), refused.getMessage());
    }
    // Its ports are others now: the members' addresses that Raft stored are of no importance.
    try (Coordinator again = Coordinator.start(CoordinatorConfig.embedded(directory).build());
        CoordinatorClient client = CoordinatorClient.of(List.of(again.controlAddress()))) {
      assertEquals("RUNNING", state(client, "flights"));
    }
    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(n -> n.startsWith("maillon-"))
            .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void aTakenControlPortIsOneClearMessage() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CoordinatorPeer self = new CoordinatorPeer("c1", "127.0.0.1", 0, taken.getLocalPort());
      CoordinatorConfig config = CoordinatorConfig.builder("c1", List.of(self), directory).build();
      CoordinatorStartException e =
          assertThrows(CoordinatorStartException.class, () -> Coordinator.start(config));
      assertTrue(
          e.getMessage().startsWith("control port 127.0.0.1:" + taken.getLocalPort()),
          e.getMessage());
    }
  }

  @Test
  void aClientTellsWhoCannotBeReached() {
    try (CoordinatorClient client =
        CoordinatorClient.of(List.of(new Address("127.0.0.1", 1)), Duration.ofMillis(300))) {
      CoordinatorException e =
          assertThrows(CoordinatorException.class, () -> client.stop("flights"));
      assertEquals(CoordinatorException.Kind.UNREACHABLE, e.kind());
      assertTrue(e.getMessage().contains("127.0.0.1:1"), e.getMessage());
    }
  }

  private static long session(FakeInstance operator, long nonce) throws InterruptedException {
    operator.send(new OpenSession(nonce));
    return operator.await(SessionOpened.class, m -> m.nonce() == nonce).session();
  }

  private static String state(CoordinatorClient client, String pipeline) throws Exception {
    while (true) {
      StatusAnswer answer = client.status(pipeline);
      if (answer.leader()) {
        return json(answer).get("pipelines").get(0).get("state").asText();
      }
    }
  }

  /** Waits until one coordinator has applied so many pipelines; it does not lead. */
  private static void awaitAgreed(Address coordinator, int pipelines) throws Exception {
    try (CoordinatorClient client =
        CoordinatorClient.of(List.of(coordinator), Duration.ofSeconds(15))) {
      long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      StatusAnswer answer = client.status("");
      while (json(answer).get("pipelines").size() != pipelines) {
        assertTrue(System.nanoTime() < endNs, answer.json());
        answer = client.status("");
      }
      assertFalse(answer.leader());
    }
  }

  static JsonNode json(StatusAnswer answer) throws IOException {
    return new ObjectMapper().readTree(answer.json());
  }

  private static void deleteTree(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
