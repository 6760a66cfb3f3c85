package io.maillon.link.internal.shell;

import io.maillon.link.internal.control.ScriptedCoordinator;
import io.maillon.protocol.Address;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.FunctionFailed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.HeartbeatReply;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Shutdown;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Just enough of a coordinator: places partitions on the first instances, and moves them when the
 * test says so. Its state belongs to the thread of its script.
 */
final class SmallCoordinator implements AutoCloseable {
  private final PipelineSpec spec;
  private final int expected;
  private final ScriptedCoordinator server;
  private final Map<String, InstanceEntry> instances = new TreeMap<>();
  private final Map<InstanceId, Channel> channels = new TreeMap<>();
  private final Map<PartitionId, PartitionEntry> partitions = new TreeMap<>();
  private final Map<PartitionId, Long> committed = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> placed = new CompletableFuture<>();
  private final CompletableFuture<Void> allOwned = new CompletableFuture<>();
  private PipelineState state = PipelineState.RUNNING;
  private long version;

  SmallCoordinator(PipelineSpec spec, int expected) throws Exception {
    this.spec = spec;
    this.expected = expected;
    server = new ScriptedCoordinator(this::on);
  }

  Address address() {
    return server.address();
  }

  /** Highest index that its owners reported. */
  long committed(PartitionId partition) {
    return committed.getOrDefault(partition, 0L);
  }

  /** Declares a life dead, and moves what it owned to the other instance. */
  void declareDead(InstanceId dead) {
    server.run(() -> die(dead));
  }

  /** Done when every partition has an owner. */
  CompletableFuture<Void> allOwned() {
    return allOwned;
  }

  /** Hangs up, and from now on lets everybody in but answers nobody. */
  void freeze() {
    server.run(
        () -> {
          server.script((channel, message) -> {});
          server.hangUp();
        });
  }

  /** Hangs up once more and answers again. */
  void thaw() {
    server.run(
        () -> {
          server.script(this::on);
          server.hangUp();
        });
  }

  private void on(Channel channel, ControlMessage message) {
    if (message instanceof Register register) {
      register(channel, register);
    } else if (message instanceof Attach attach) {
      channels.put(attach.instance(), channel);
      push(channel);
    } else if (message instanceof Heartbeat beat) {
      for (PartitionProgress progress : beat.partitions()) {
        committed.merge(progress.partition(), progress.committedIndex(), Math::max);
      }
      ScriptedCoordinator.write(channel, new HeartbeatReply(beat.number()));
    } else if (message instanceof Activate activate) {
      activate(activate);
    } else if (message instanceof Finish finish) {
      finish(finish.partition());
    } else if (message instanceof FunctionFailed failed) {
      over(PipelineState.FAILED, failed.message());
    }
  }

  private void register(Channel channel, Register register) {
    InstanceEntry before = instances.get(register.name());
    int incarnation = before == null ? 1 : before.instance().incarnation() + 1;
    InstanceId id = new InstanceId(register.name(), incarnation);
    instances.put(id.name(), new InstanceEntry(id, register.address(), register.host(), true));
    channels.put(id, channel);
    ScriptedCoordinator.write(channel, new Registered(id, spec, 20));
    if (placed.isDone()) {
      register.carries().forEach(former -> carry(former, id));
      pushAll();
      List.copyOf(partitions.values()).forEach(this::replenish);
    } else if (instances.size() == expected) {
      place();
      placed.complete(null);
    }
  }

  private void place() {
    List<InstanceId> ids = instances.values().stream().map(InstanceEntry::instance).toList();
    int next = 0;
    for (PartitionId partition : spec.partitions()) {
      int replication = spec.stage(partition.stage()).replication();
      List<InstanceId> replicas = new ArrayList<>();
      for (int i = 1; i <= replication; i++) {
        replicas.add(ids.get((next + i) % ids.size()));
      }
      claim(
          partition, Configuration.NONE, new Claim(1, ids.get(next % ids.size()), replicas), true);
      next++;
    }
  }

  /**
   * What a former life held is held by its successor, so it stands for it; before anybody hears of
   * it, since a life that is told that it is no member drops what it holds.
   */
  private void carry(InstanceId former, InstanceId successor) {
    List<Runnable> assignments = new ArrayList<>();
    for (PartitionEntry entry : List.copyOf(partitions.values())) {
      if (entry.active().isOwner(former)) {
        Configuration active =
            Configuration.of(entry.active().epoch(), successor, entry.active().replicas());
        Claim claim = new Claim(entry.active().epoch() + 1, successor, active.replicas());
        partitions.put(
            entry.partition(),
            new PartitionEntry(entry.partition(), active, Optional.of(claim), entry.finished()));
        assignments.add(() -> assign(entry.partition(), claim, active, false));
      }
    }
    pushAll();
    assignments.forEach(Runnable::run);
  }

  private void die(InstanceId dead) {
    InstanceEntry entry = instances.get(dead.name());
    instances.put(dead.name(), new InstanceEntry(dead, entry.address(), entry.host(), false));
    InstanceId other =
        instances.values().stream()
            .filter(InstanceEntry::alive)
            .map(InstanceEntry::instance)
            .findFirst()
            .orElseThrow();
    for (PartitionEntry held : List.copyOf(partitions.values())) {
      if (held.active().isMember(dead)) {
        Claim claim = new Claim(held.active().epoch() + 1, other, List.of());
        claim(held.partition(), held.active(), claim, false);
      }
    }
    Channel channel = channels.remove(dead);
    if (channel != null) {
      ScriptedCoordinator.write(channel, new Dismissed(dead, "declared dead by the test"));
    }
  }

  private void claim(PartitionId partition, Configuration active, Claim claim, boolean fresh) {
    partitions.put(partition, new PartitionEntry(partition, active, Optional.of(claim), false));
    pushAll();
    assign(partition, claim, active, fresh);
  }

  private void assign(PartitionId partition, Claim claim, Configuration active, boolean fresh) {
    ScriptedCoordinator.write(
        channels.get(claim.candidate()), new Assign(partition, claim, active, fresh));
  }

  private void activate(Activate activate) {
    PartitionEntry entry = partitions.get(activate.partition());
    if (entry.claim().filter(c -> c.epoch() == activate.epoch()).isPresent()) {
      Configuration active = entry.claim().get().proposal();
      partitions.put(
          entry.partition(),
          new PartitionEntry(entry.partition(), active, Optional.empty(), entry.finished()));
      pushAll();
      if (partitions.values().stream().allMatch(e -> e.active().owner().isPresent())) {
        allOwned.complete(null);
      }
      replenish(partitions.get(entry.partition()));
    }
  }

  /** An owner without the replicas that its stage wants gets them once there are others. */
  private void replenish(PartitionEntry entry) {
    int wanted = spec.stage(entry.partition().stage()).replication();
    Configuration active = entry.active();
    if (entry.claim().isPresent() || active.replicas().size() >= wanted || entry.finished()) {
      return;
    }
    List<InstanceId> replicas =
        instances.values().stream()
            .filter(i -> i.alive() && !active.isOwner(i.instance()))
            .map(InstanceEntry::instance)
            .limit(wanted)
            .toList();
    if (replicas.size() == wanted) {
      Claim claim = new Claim(active.epoch() + 1, active.owner().orElseThrow(), replicas);
      claim(entry.partition(), active, claim, false);
    }
  }

  private void finish(PartitionId partition) {
    PartitionEntry entry = partitions.get(partition);
    partitions.put(partition, new PartitionEntry(partition, entry.active(), entry.claim(), true));
    pushAll();
    if (partitions.values().stream().allMatch(PartitionEntry::finished)) {
      over(PipelineState.DONE, "every partition has finished");
    }
  }

  private void over(PipelineState end, String reason) {
    state = end;
    pushAll();
    channels.values().forEach(c -> ScriptedCoordinator.write(c, new Shutdown(reason)));
  }

  private void pushAll() {
    version++;
    channels.values().forEach(this::push);
  }

  private void push(Channel channel) {
    ScriptedCoordinator.write(
        channel,
        new Topology(
            version,
            true,
            state,
            List.copyOf(partitions.values()),
            List.copyOf(instances.values())));
  }

  @Override
  public void close() throws InterruptedException {
    server.close();
  }
}
