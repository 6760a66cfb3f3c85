package io.maillon.coordinator.state;

import static io.maillon.coordinator.testing.Samples.activate;
import static io.maillon.coordinator.testing.Samples.dead;
import static io.maillon.coordinator.testing.Samples.grant;
import static io.maillon.coordinator.testing.Samples.loss;
import static io.maillon.coordinator.testing.Samples.register;
import static io.maillon.coordinator.testing.Samples.spec;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Claim;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.LogKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** 100,000 commands, sensible and senseless, drawn by a seed. */
class RandomWalkTest {
  private final Random random = new Random(0x5EED);
  private final ClusterState state = new ClusterState();
  private final ClusterState follower = new ClusterState();
  private final Map<PartitionId, Long> activeEpochs = new TreeMap<>();
  private final Map<PartitionId, Long> newestEpochs = new TreeMap<>();
  private PipelineRecord run;
  private long highest;

  @Test
  void everyInvariantHoldsAtEveryStep() {
    for (int step = 0; step < 100_000; step++) {
      Command command = new Command(step, random.nextInt(5) / 4 * 7L, step / 3, action());
      Map<PartitionId, PartitionRecord> before = records();
      Reply reply = state.apply(command);
      byte[] sent = CommandCodec.encode(command);
      assertEquals(reply, follower.apply(CommandCodec.decode(ByteBuffer.wrap(sent))));
      checkLives();
      checkEpochs(before);
      if (step % 500 == 0) {
        byte[] dump = state.dump();
        assertArrayEquals(dump, ClusterState.load(dump).dump());
        assertArrayEquals(dump, follower.dump());
      }
    }
    assertTrue(highest > 5, "the walk got somewhere");
  }

  private void checkLives() {
    for (PipelineRecord pipeline : state.pipelines()) {
      Set<String> living = new HashSet<>();
      for (InstanceRecord i : pipeline.instances()) {
        assertTrue(!i.alive() || living.add(i.id().name()), i.id() + " lives twice");
      }
    }
  }

  private void checkEpochs(Map<PartitionId, PartitionRecord> before) {
    PipelineRecord present = state.pipeline("p").orElse(null);
    if (present != run) {
      run = present;
      activeEpochs.clear();
      newestEpochs.clear();
    }
    records()
        .forEach(
            (id, r) -> {
              long active = r.active().epoch();
              assertTrue(active >= activeEpochs.getOrDefault(id, 0L), id + " active fell");
              assertTrue(r.newestEpoch() >= newestEpochs.getOrDefault(id, 0L), id + " newest");
              assertTrue(r.newestEpoch() >= active);
              r.claim().ifPresent(c -> assertEquals(r.newestEpoch(), c.epoch()));
              if (active > activeEpochs.getOrDefault(id, 0L) && before.containsKey(id)) {
                Claim claim = before.get(id).claim().orElseThrow();
                assertEquals(claim.proposal(), r.active(), "only the newest claim activates");
              }
              activeEpochs.put(id, active);
              highest = Math.max(highest, active);
              newestEpochs.put(id, r.newestEpoch());
            });
  }

  private Map<PartitionId, PartitionRecord> records() {
    Map<PartitionId, PartitionRecord> all = new TreeMap<>();
    state.pipeline("p").ifPresent(p -> p.partitions().forEach(r -> all.put(r.partition(), r)));
    return all;
  }

  private Action action() {
    PartitionId p = new PartitionId("mid", random.nextInt(3));
    return switch (random.nextInt(24)) {
      case 0, 1, 2 -> join();
      case 3, 4 -> dead(instance());
      case 5, 6, 7, 8, 9, 10 -> claim(p);
      case 11, 12, 13, 14, 15, 16 -> activation(p);
      case 17 -> new Action.Finish("p", p, epoch(p), instance());
      case 18 -> stable(p);
      case 19 -> loss(p, epoch(p));
      case 20 -> new Action.Resume("p");
      case 21 -> random.nextInt(50) == 0 ? new Action.Stop("p") : new Action.Tick();
      case 22 -> random.nextInt(50) == 0 ? new Action.Fail("p", "threw") : new Action.Tick();
      default -> apply();
    };
  }

  /** Only over an ended one, so that the epochs of a run are those of one record. */
  private Action apply() {
    boolean live = state.pipeline("p").map(PipelineRecord::isLive).orElse(false);
    return live ? new Action.Tick() : new Action.Apply(spec(1, LogKind.FILE));
  }

  private Action join() {
    String name = "p-" + random.nextInt(4);
    return new Action.Join(register(name, random.nextInt(6), instance(), instance()));
  }

  private Action claim(PartitionId p) {
    long newest = newestEpochs.getOrDefault(p, 0L);
    List<InstanceId> members = new ArrayList<>(List.of(instance(), instance()));
    if (members.get(0).equals(members.get(1))) {
      members.remove(1);
    }
    InstanceId[] replicas = members.subList(1, members.size()).toArray(new InstanceId[0]);
    long jump = 1L + random.nextInt(2);
    return grant(
        p, epoch(p), newest - random.nextInt(10) / 9, newest + jump, members.get(0), replicas);
  }

  private Action activation(PartitionId p) {
    InstanceId candidate = instance();
    PartitionRecord record = records().get(p);
    if (record != null && record.claim().isPresent() && random.nextInt(3) > 0) {
      candidate = record.claim().get().candidate();
    }
    return activate(p, newestEpochs.getOrDefault(p, 0L) - random.nextInt(10) / 9, candidate);
  }

  private Action stable(PartitionId p) {
    long n = random.nextInt(100);
    return new Action.RecordStable(
        "p", List.of(new Action.Stable(p, epoch(p), n, n, n, n, List.of())));
  }

  private long epoch(PartitionId p) {
    return Math.max(0, activeEpochs.getOrDefault(p, 0L) - random.nextInt(10) / 9);
  }

  private InstanceId instance() {
    List<InstanceRecord> all =
        state.pipeline("p").map(p -> List.copyOf(p.instances())).orElse(List.of());
    return all.isEmpty() || random.nextInt(20) == 0
        ? new InstanceId("x", 1)
        : all.get(random.nextInt(all.size())).id();
  }
}
