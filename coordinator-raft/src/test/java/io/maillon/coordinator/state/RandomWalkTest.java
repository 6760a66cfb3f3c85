package io.maillon.coordinator.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Claim;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.pipeline.LogKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Commands at random, most of them a little wrong, against what must hold whatever comes. */
class RandomWalkTest {
  private static final int COMMANDS = 200_000;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");
  private static final List<PartitionId> PARTITIONS = List.of(Samples.READ, Samples.WRITE);

  private final Random random = new Random(0x5E55101DL);
  private final Map<String, InstanceId> ownerOfEpoch = new HashMap<>();
  private final Map<PartitionId, Long> activeEpochs = new HashMap<>();
  private final Map<PartitionId, Long> newestEpochs = new HashMap<>();
  private ClusterState state = new ClusterState();
  private ClusterState twin = new ClusterState();
  private int activated;
  private int runs;

  @Test
  void holdsWhateverComes() {
    for (int i = 0; i < COMMANDS; i++) {
      Command command = new Command(i, random.nextInt(3), i - random.nextInt(2), action(i));
      Map<PartitionId, PartitionRecord> before = records();
      Reply reply = state.apply(command);
      assertEquals(reply, twin.apply(command), () -> "replies to " + command);
      check(command, before);
      if (i % 500 == 0) {
        assertArrayEquals(state.dump(), twin.dump(), "after command " + i);
        twin = state;
        state = ClusterState.load(state.dump());
      }
    }
    assertTrue(activated > 1_000, "only " + activated + " claims were activated");
    assertTrue(runs > 50, "only " + runs + " runs");
  }

  private Action action(int i) {
    if (state.pipeline("p").isEmpty() || random.nextInt(100) == 0) {
      LogKind log = random.nextBoolean() ? LogKind.FILE : LogKind.MEMORY;
      return new Action.Apply(Samples.spec(random.nextInt(3), log));
    }
    return switch (random.nextInt(12)) {
      case 0, 1 -> join(i);
      case 2 -> new Action.DeclareDead("p", List.of(new Action.Death(life(), "r", i, i, i)));
      case 3, 4, 5 -> new Action.Grant("p", List.of(granted(), granted()));
      case 6, 7, 8 -> new Action.Activate("p", List.of(activation(), activation()));
      case 9 -> new Action.RecordStable("p", List.of(stable()));
      case 10 -> rare();
      default -> new Action.Tick();
    };
  }

  private Action rare() {
    return switch (random.nextInt(40)) {
      case 0 -> new Action.Stop("p");
      case 1 -> new Action.Fail("p", "thrown");
      case 2, 3, 4, 5 -> new Action.Resume("p");
      case 6, 7, 8 ->
          new Action.DeclareLoss("p", List.of(new Action.Loss(partition(), epoch(), "gone")));
      case 9, 10 -> new Action.Finish("p", partition(), epoch(), life());
      default -> new Action.Tick();
    };
  }

  private Action join(int i) {
    List<String> carried = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      carried.add(life().toString());
    }
    long session = random.nextInt(5) == 0 ? random.nextInt(i + 1) : i;
    Register register = Samples.register(name(), session, carried.toArray(String[]::new));
    return new Action.Join(register);
  }

  /** Mostly the next claim as a leader would make it. */
  private Action.Granted granted() {
    PartitionId partition = partition();
    PartitionRecord record = state.pipeline("p").orElseThrow().partition(partition).orElseThrow();
    InstanceId candidate = life();
    List<InstanceId> replicas = new ArrayList<>();
    for (int n = random.nextInt(3); n > 0; n--) {
      InstanceId replica = life();
      if (!replica.equals(candidate) && !replicas.contains(replica)) {
        replicas.add(replica);
      }
    }
    long wrong = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0;
    long epoch = Math.max(1, record.newestEpoch() + 1 + wrong);
    return new Action.Granted(
        partition,
        record.active().epoch(),
        record.newestEpoch(),
        new Claim(epoch, candidate, replicas),
        record.active().epoch() == 0 || record.lossAccepted() || random.nextInt(4) == 0,
        "walk");
  }

  private Action.Activation activation() {
    PartitionId partition = partition();
    PartitionRecord record = state.pipeline("p").orElseThrow().partition(partition).orElseThrow();
    InstanceId candidate = record.claim().map(Claim::candidate).orElseGet(this::life);
    return new Action.Activation(
        partition,
        record.newestEpoch() - random.nextInt(2),
        random.nextInt(4) == 0 ? life() : candidate,
        random.nextInt(100));
  }

  private Action.Stable stable() {
    return new Action.Stable(partition(), epoch(), random.nextInt(100), 1, 1, 1, List.of());
  }

  private InstanceId life() {
    String name = name();
    int newest = state.pipeline("p").orElseThrow().incarnations().getOrDefault(name, 1);
    return new InstanceId(name, Math.max(1, newest - (random.nextInt(4) == 0 ? 1 : 0)));
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private PartitionId partition() {
    return PARTITIONS.get(random.nextInt(2));
  }

  private long epoch() {
    return newestEpochs.getOrDefault(partition(), 0L);
  }

  private Map<PartitionId, PartitionRecord> records() {
    Map<PartitionId, PartitionRecord> records = new HashMap<>();
    state.pipeline("p").ifPresent(p -> p.partitions().forEach(r -> records.put(r.partition(), r)));
    return records;
  }

  private void check(Command command, Map<PartitionId, PartitionRecord> before) {
    PipelineRecord pipeline = state.pipeline("p").orElseThrow();
    for (PartitionRecord now : pipeline.partitions()) {
      Supplier<String> at = () -> command + " left " + now;
      long active = now.active().epoch();
      assertTrue(now.newestEpoch() >= newestEpochs.getOrDefault(now.partition(), 0L), at);
      newestEpochs.put(now.partition(), now.newestEpoch());
      assertTrue(active <= now.newestEpoch(), at);
      assertTrue(now.claim().map(c -> c.epoch() == now.newestEpoch()).orElse(true), at);
      if (active == 0) {
        runs += activeEpochs.getOrDefault(now.partition(), 0L) > 0 ? 1 : 0;
      } else {
        assertTrue(active >= activeEpochs.getOrDefault(now.partition(), 0L), at);
        InstanceId owner = now.active().owner().orElseThrow();
        InstanceId first = ownerOfEpoch.putIfAbsent(now.partition() + "@" + active, owner);
        assertTrue(first == null || first.equals(owner), at);
        checkActivation(now, before.get(now.partition()), at);
      }
      activeEpochs.put(now.partition(), active);
      int members = now.active().replicas().size();
      assertEquals(members, now.active().replicas().stream().distinct().count(), at);
    }
    for (String name : NAMES) {
      long living =
          pipeline.instances().stream()
              .filter(i -> i.alive() && i.id().name().equals(name))
              .count();
      assertTrue(living <= 1, () -> living + " lives of " + name + " after " + command);
    }
  }

  /** What became active was the newest claim, of a living candidate, in a living pipeline. */
  private void checkActivation(PartitionRecord now, PartitionRecord before, Supplier<String> at) {
    if (before == null || now.active().epoch() == before.active().epoch()) {
      return;
    }
    activated++;
    Claim claim = before.claim().orElseThrow();
    assertEquals(claim.proposal(), now.active(), at);
    assertEquals(before.newestEpoch(), claim.epoch(), at);
    assertTrue(state.pipeline("p").orElseThrow().isAlive(claim.candidate()), at);
  }
}
