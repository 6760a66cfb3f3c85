package io.maillon.recovery.instance;

import static io.maillon.recovery.testing.Samples.DOWN;
import static io.maillon.recovery.testing.Samples.MID;
import static io.maillon.recovery.testing.Samples.UP;

import io.maillon.protocol.Address;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.InstanceEntry;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.log.RecordFormat;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.pipeline.Edge;
import io.maillon.protocol.pipeline.Limits;
import io.maillon.protocol.pipeline.LinkSpec;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.protocol.pipeline.StageSpec;
import io.maillon.recovery.log.LogStores;
import io.maillon.recovery.testing.Samples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Instances wired by hand: up -> mid -> down, one partition each. The test plays Raft; functions
 * copy their input, the source has as many records as it is fed.
 */
final class Fleet {
  final Map<InstanceId, InstanceCore> cores = new TreeMap<>();
  final Map<PartitionId, Configuration> active = new TreeMap<>();
  final List<ControlMessage> toCoordinator = new ArrayList<>();

  /** Payloads that the sink's function was given, in order. */
  final List<String> arrived = new ArrayList<>();

  private final Deque<Runnable> events = new ArrayDeque<>();
  private final Set<InstanceId> dead = new TreeSet<>();
  private final Set<PartitionId> finished = new TreeSet<>();
  private long version;
  private long nowNs;
  private int unread;
  private long nextRecord = 1;
  private boolean sourceEnds;
  private Optional<Runnable> idleSource = Optional.empty();

  Fleet(int replication, InstanceId... instances) {
    for (InstanceId id : instances) {
      cores.put(id, new InstanceCore(id, spec(replication), new Port(id), LogStores.NONE));
    }
  }

  void feed(int records) {
    unread += records;
    idleSource.ifPresent(events::add);
    idleSource = Optional.empty();
    run();
  }

  void endSource() {
    sourceEnds = true;
    feed(0);
  }

  /** Agrees that all who asked for it are finished, and tells everybody. */
  void finish() {
    toCoordinator.forEach(
        m -> {
          if (m instanceof Finish f) {
            finished.add(f.partition());
          }
        });
    tellAll();
    run();
  }

  /** Claims, installs, activates and tells everybody. */
  void move(long epoch, PartitionId partition, InstanceId to, InstanceId... replicas) {
    Claim claim = new Claim(epoch, to, List.of(replicas));
    Configuration before = active.getOrDefault(partition, Configuration.NONE);
    boolean fresh = before.epoch() == 0 || (replicas.length == 0);
    cores.get(to).onAssign(new Assign(partition, claim, before, fresh), nowNs);
    run();
    boolean ready =
        toCoordinator.stream()
            .anyMatch(m -> m instanceof Activate a && a.partition().equals(partition));
    if (!ready) {
      throw new AssertionError(claim + " of " + partition + " was not installed");
    }
    toCoordinator.removeIf(m -> m instanceof Activate);
    active.put(partition, claim.proposal());
    tellAll();
    run();
  }

  void kill(InstanceId id) {
    dead.add(id);
    living().forEach(c -> c.onPeerDisconnected(id, true, nowNs));
    tellAll();
    run();
  }

  void tellAll() {
    version++;
    List<PartitionEntry> entries = new ArrayList<>();
    active.forEach(
        (p, c) -> entries.add(new PartitionEntry(p, c, Optional.empty(), finished.contains(p))));
    List<InstanceEntry> instances =
        cores.keySet().stream()
            .map(i -> new InstanceEntry(i, new Address("h", 1), "h", !dead.contains(i)))
            .toList();
    Topology topology = new Topology(version, true, PipelineState.RUNNING, entries, instances);
    living().forEach(c -> c.onTopology(topology, nowNs));
  }

  /** Delivers until nothing is under way, ticking in between. */
  void run() {
    for (int tick = 0; tick < 30; tick++) {
      while (!events.isEmpty()) {
        events.poll().run();
        living().forEach(InstanceCore::checkInvariants);
      }
      nowNs += 10_000_000;
      living().forEach(c -> c.onTick(nowNs, nowNs / 1_000_000));
    }
  }

  private List<InstanceCore> living() {
    return cores.values().stream().filter(c -> !dead.contains(c.self())).toList();
  }

  private static PipelineSpec spec(int replication) {
    return new PipelineSpec(
        "p",
        List.of(
            stage("up", StageSpec.Kind.SOURCE, replication),
            stage("mid", StageSpec.Kind.FUNCTION, replication),
            stage("down", StageSpec.Kind.SINK, replication)),
        List.of(new LinkSpec("up", "mid", Edge.BALANCED), new LinkSpec("mid", "down", Edge.KEYED)),
        new Limits(4096, 8192, 1024));
  }

  private static StageSpec stage(String name, StageSpec.Kind kind, int replication) {
    return new StageSpec(
        name, kind, "X", 1, 1, replication, LogKind.MEMORY, Collections.emptyMap());
  }

  private final class Port implements InstancePort {
    private final InstanceId self;

    Port(InstanceId self) {
      this.self = self;
    }

    @Override
    public void send(InstanceId peer, PeerMessage message) {
      events.add(
          () -> {
            if (!dead.contains(self) && !dead.contains(peer)) {
              cores.get(peer).onPeerMessage(self, message, nowNs);
            }
          });
    }

    @Override
    public void sendCoordinator(ControlMessage message) {
      if (!dead.contains(self)) {
        toCoordinator.add(message);
      }
    }

    @Override
    public void open(PartitionId partition, Restored restored) {
      if (partition.equals(UP)) {
        // The source's position is the number of outputs made so far.
        Bytes read = restored.entries().get(Bytes.utf8("read"));
        long had = read == null ? 0 : Long.parseLong(read.utf8());
        unread += (int) (nextRecord - 1 - had);
        nextRecord = had + 1;
      }
    }

    @Override
    public void run(PartitionId partition, long epoch, Work work) {
      Runnable call = () -> work(partition, epoch, work);
      if (partition.equals(UP) && unread == 0 && !sourceEnds) {
        idleSource = Optional.of(call);
      } else {
        events.add(call);
      }
    }

    private void work(PartitionId partition, long epoch, Work work) {
      if (dead.contains(self)) {
        return;
      }
      WorkResult result = partition.equals(UP) ? poll(epoch) : copy(partition, epoch, work);
      cores.get(self).onWorked(result, nowNs);
    }

    private WorkResult poll(long epoch) {
      boolean ends = unread == 0;
      List<WorkResult.Draft> drafts =
          ends
              ? List.of()
              : List.of(new WorkResult.Draft(MID, 1, Samples.records(nextRecord++, 1)));
      unread -= ends ? 0 : 1;
      return new WorkResult(
          UP,
          epoch,
          0,
          drafts,
          List.of(Samples.set("read", "" + (nextRecord - 1))),
          Long.MAX_VALUE,
          ends);
    }

    /** At most two records at a time: the rest is given again. */
    private WorkResult copy(PartitionId partition, long epoch, Work work) {
      List<WorkResult.Draft> drafts = new ArrayList<>();
      int consumed = 0;
      for (Input input : work.inputs()) {
        RecordFormat.Reader reader = new RecordFormat.Reader(input.records());
        for (int i = 0; reader.next(); i++) {
          if (i >= input.skip() && consumed < 2) {
            consumed++;
            String payload = reader.payload().utf8();
            long number = Long.parseLong(payload.substring(1));
            if (partition.equals(DOWN)) {
              arrived.add(payload);
            } else {
              drafts.add(new WorkResult.Draft(DOWN, 1, Samples.records(number, 1)));
            }
          }
        }
      }
      return new WorkResult(
          partition, epoch, consumed, drafts, List.of(), Long.MAX_VALUE, work.endOfInput());
    }

    @Override
    public void conclude(PartitionId partition, long epoch) {
      events.add(
          () -> {
            if (!dead.contains(self)) {
              cores.get(self).onConcluded(partition, epoch, nowNs);
            }
          });
    }

    @Override
    public void close(PartitionId partition, long epoch) {}
  }
}
