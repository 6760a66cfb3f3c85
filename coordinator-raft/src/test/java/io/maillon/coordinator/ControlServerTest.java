package io.maillon.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.maillon.coordinator.internal.raft.Ports;
import io.maillon.protocol.Address;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.HeartbeatReply;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fake instance over a real socket, a real Raft of one. */
@Timeout(40)
class ControlServerTest {
  private static final PartitionId READ = new PartitionId("read", 0);

  @TempDir Path directory;
  private Coordinator coordinator;
  private CoordinatorClient client;

  private final RecordingLauncher launcher = new RecordingLauncher();

  @BeforeEach
  void start() {
    coordinator =
        Coordinator.start(CoordinatorConfig.embedded(directory).launcher(launcher).build());
    client = CoordinatorClient.of(List.of(coordinator.controlAddress()));
    client.apply(CoordinatorCluster.pipeline("flights"));
  }

  @AfterEach
  void close() {
    client.close();
    coordinator.close();
  }

  @Test
  void anInstanceRegistersTakesOfficeAndIsDeclaredDeadWhenItIsGone() throws Exception {
    InstanceId n1 = new InstanceId("n1", 1);
    try (FakeInstance instance = new FakeInstance(coordinator.controlAddress(), "flights")) {
      instance.send(register("flights", "n1", 1));
      Registered registered = instance.await(Registered.class, m -> true);
      assertEquals(n1, registered.instance());
      assertEquals(CoordinatorCluster.pipeline("flights"), registered.spec());
      instance.await(Topology.class, Topology::full);

      Assign assign = instance.await(Assign.class, m -> m.partition().equals(READ));
      assertEquals(Configuration.NONE, assign.active());
      assertTrue(assign.fresh());
      instance.send(new Activate(n1, READ, assign.claim().epoch(), 0));
      instance.await(
          Topology.class,
          t ->
              t.partitions().stream()
                  .anyMatch(p -> p.partition().equals(READ) && p.active().isOwner(n1)));
      instance.send(new Heartbeat(n1, 7, List.of(), List.of(), 0, 0));
      assertEquals(7, instance.await(HeartbeatReply.class, m -> true).number());
    }
    awaitDead("n1#1", "closed");
  }

  @Test
  void theExitOfALaunchedProcessIsEvidenceAndTheRestEndsWithAStoppedPipeline() throws Exception {
    RecordingLauncher.Launched first = launcher.next();
    assertEquals("flights-0", first.request().name());
    assertEquals(List.of(coordinator.controlAddress()), first.request().coordinators());
    try (FakeInstance instance = new FakeInstance(coordinator.controlAddress(), "flights")) {
      instance.send(register("flights", "flights-0", first.pid()));
      instance.await(Registered.class, m -> true);
      first.onExit().complete(137);
      awaitDead("flights-0#1", "137");
      instance.await(Dismissed.class, m -> true);
    }
    RecordingLauncher.Launched second = launcher.next();
    assertEquals("flights-0", second.request().name());
    client.stop("flights");
    coordinator.close();
    assertEquals(List.of(second.pid()), launcher.stopped());
  }

  @Test
  void aPipelineThatTheLogDoesNotTakeIsRefusedInWords() {
    PipelineSpec small = CoordinatorCluster.pipeline("long");
    StageSpec read = small.stage("read");
    StageSpec wordy =
        new StageSpec(
            read.name(),
            read.kind(),
            read.implementation(),
            1,
            1,
            0,
            LogKind.MEMORY,
            Map.of("note", "x".repeat(600_000)));
    PipelineSpec spec =
        new PipelineSpec(
            "long", List.of(wordy, small.stage("write")), small.links(), small.limits());
    CoordinatorException refused =
        assertThrows(CoordinatorException.class, () -> client.apply(spec));
    assertEquals(CoordinatorException.Kind.REFUSED, refused.kind());
    assertTrue(refused.getMessage().contains("expected at most 524288 bytes"), refused::getMessage);
  }

  private static Register register(String pipeline, String name, long pid) {
    Address nobodyListens = new Address("127.0.0.1", Ports.free("127.0.0.1"));
    return new Register(
        pipeline, name, 42, nobodyListens, "host", pid, List.of(), false, List.of());
  }

  private void awaitDead(String id, String reason) throws Exception {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < endNs) {
      JsonNode instance =
          CoordinatorTest.json(client.status("flights"))
              .get("pipelines")
              .get(0)
              .get("instances")
              .get(0);
      assertEquals(id, instance.get("id").asText());
      if (instance.get("state").asText().equals("DEAD")) {
        assertTrue(instance.get("reason").asText().contains(reason), instance.toString());
        return;
      }
    }
    throw new AssertionError(id + " was not declared dead: " + client.status("flights").json());
  }
}
