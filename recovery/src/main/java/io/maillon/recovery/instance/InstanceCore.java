package io.maillon.recovery.instance;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.FunctionFailed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.control.PartitionProgress;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.channel.OutChannel;
import io.maillon.recovery.log.LogStoreException;
import io.maillon.recovery.log.LogStores;
import io.maillon.recovery.partition.OwnerCore;
import io.maillon.recovery.partition.PartitionCore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One life of one instance: events and the time come in, effects go out through {@link
 * InstancePort}. Owned by one thread; every method returns at once.
 *
 * <p>Invariant: a function is open for exactly the partitions in whose office this instance is.
 */
public final class InstanceCore {
  private static final int PEERS_KEPT_MAX = 16;
  private static final long REPEAT_NS = 300_000_000;
  private static final long FULL_REPORT_NS = 1_000_000_000;

  private final InstanceId self;
  private final PipelineSpec spec;
  private final InstancePort port;
  private final LogStores stores;
  private final Directory directory = new Directory();
  private final Peers peers;
  private final PeerMessages messages;
  private final Map<PartitionId, PartitionCore> cores = new TreeMap<>();
  private final Map<PartitionId, OwnedPartition> owned = new TreeMap<>();
  private final Map<PartitionId, FunctionFailed> failures = new TreeMap<>();
  private final Map<PartitionId, Long> reported = new TreeMap<>();

  /** Asked for and not yet to be repeated: the epoch that is to be activated. */
  private final Map<PartitionId, Long> activationsAsked = new TreeMap<>();

  private final Set<PartitionId> finishesAsked = new TreeSet<>();

  private Set<InstanceId> neededPeers = new TreeSet<>();
  private boolean neededChanged;
  private long nextRepeatNs = Long.MIN_VALUE;
  private long nextFullReportNs = Long.MIN_VALUE;
  private long beats;

  public InstanceCore(InstanceId self, PipelineSpec spec, InstancePort port, LogStores stores) {
    this.self = self;
    this.spec = spec;
    this.port = port;
    this.stores = stores;
    peers = new Peers(port::send);
    messages = new PeerMessages(this, port);
    stores.held().forEach(this::core);
  }

  public InstanceId self() {
    return self;
  }

  public PipelineState pipelineState() {
    return directory.state();
  }

  /** What this instance is for a partition, if anything; for tests and people. */
  public Optional<PartitionCore> partition(PartitionId partition) {
    return Optional.ofNullable(cores.get(partition));
  }

  /** The leader pushed what is committed. */
  public void onTopology(Topology topology, long nowNs) {
    List<PartitionEntry> changed = directory.update(topology);
    boolean runs = directory.state() == PipelineState.RUNNING;
    if (!runs) {
      // Who knows of a loss begins nothing new, whatever else changed with it.
      owned.values().forEach(o -> o.setRunning(false));
    }
    for (PartitionEntry entry : changed) {
      guarded(entry.partition(), () -> onEntry(entry));
    }
    neededChanged = true;
    List.copyOf(owned.values()).forEach(o -> guarded(o.id(), () -> o.setRunning(runs)));
    directAll();
    for (OwnedPartition partition : List.copyOf(owned.values())) {
      guarded(partition.id(), () -> partition.onNeighbours(directory));
      guarded(partition.id(), () -> settle(partition.id()));
    }
    peers.retain(directory.alive());
  }

  /** The leader granted a claim to this instance, or repeats it. */
  public void onAssign(Assign assign, long nowNs) {
    guarded(
        assign.partition(),
        () -> {
          core(assign.partition()).onAssign(assign);
          neededChanged = true;
          settle(assign.partition());
        });
  }

  /** A leader answered on a new connection: what it may have missed is said again. */
  public void onAttached(long nowNs) {
    nextFullReportNs = nowNs;
    repeat(nowNs);
  }

  /** The transport has a connection, in either direction, whose far end proved to be this peer. */
  public void onPeerConnected(InstanceId peer, long nowNs) {
    peers.onConnected(peer);
    for (PartitionCore core : List.copyOf(cores.values())) {
      guarded(core.partition(), () -> core.onConnected(peer));
    }
    for (OwnedPartition partition : owned.values()) {
      for (OutChannel output : partition.outputs()) {
        if (output.receiver().equals(Optional.of(peer))) {
          output.reopen(directory.epoch(output.target()));
        }
      }
    }
  }

  /**
   * A connection with the peer ended, or could not be made.
   *
   * @param refused whether its host answered that nobody listens there
   */
  public void onPeerDisconnected(InstanceId peer, boolean refused, long nowNs) {
    peers.onDisconnected(peer, refused, nowNs);
    messages.forget(peer);
    for (PartitionCore core : List.copyOf(cores.values())) {
      guarded(core.partition(), () -> core.onDisconnected(peer));
    }
    owned.values().forEach(o -> o.onDisconnected(peer, nowNs));
  }

  public void onPeerMessage(InstanceId peer, PeerMessage message, long nowNs) {
    messages.on(peer, message, nowNs);
  }

  /** A function came back. */
  public void onWorked(WorkResult result, long nowNs) {
    OwnedPartition partition = owned.get(result.partition());
    if (partition != null) {
      guarded(partition.id(), () -> partition.onWorked(result));
      guarded(partition.id(), () -> settle(partition.id()));
    }
  }

  /** A function threw: nothing of the work takes effect. */
  public void onWorkFailed(PartitionId partition, long epoch, String message, long nowNs) {
    OwnedPartition failed = owned.get(partition);
    if (failed != null && failed.officeEpoch() == epoch) {
      fail(partition, message);
    }
  }

  /** The function did its last act. */
  public void onConcluded(PartitionId partition, long epoch, long nowNs) {
    OwnedPartition concluded = owned.get(partition);
    if (concluded != null && concluded.officeEpoch() == epoch) {
      concluded.onConcluded();
      settle(partition);
    }
  }

  /** To be called when a timer is due before the next tick. */
  public void onTime(long nowMs) {
    List.copyOf(owned.values()).forEach(o -> guarded(o.id(), () -> o.onTime(nowMs)));
  }

  /** To be called about every 10 ms. */
  public void onTick(long nowNs, long nowMs) {
    for (OwnedPartition partition : List.copyOf(owned.values())) {
      guarded(partition.id(), () -> partition.onTick(nowMs));
      for (OutChannel output : partition.outputs()) {
        if (output.mayRetry(nowNs)) {
          output.reopen(directory.epoch(output.target()));
        }
      }
    }
    if (neededChanged) {
      neededChanged = false;
      neededPeers = neededPeers();
    }
    peers.onTick(neededPeers, nowNs);
    if (nowNs >= nextRepeatNs) {
      repeat(nowNs);
    }
  }

  /** What the next beat tells the coordinator. */
  public Heartbeat heartbeat(long loadMilli, long freeBytes, long nowNs) {
    boolean full = nowNs >= nextFullReportNs;
    if (full) {
      nextFullReportNs = nowNs + FULL_REPORT_NS;
    }
    List<PartitionProgress> progress = new ArrayList<>();
    for (OwnedPartition partition : owned.values()) {
      long mark = partition.progressMark();
      Long before = reported.put(partition.id(), mark);
      if (full || before == null || before != mark) {
        progress.add(partition.progress());
      }
    }
    return new Heartbeat(self, ++beats, progress, peers.views(nowNs), loadMilli, freeBytes);
  }

  /** Throws {@link IllegalStateException} naming the rule that is broken. */
  public void checkInvariants() {
    int offices = 0;
    for (PartitionCore core : cores.values()) {
      core.checkInvariants();
      OwnerCore owner = core.owner().orElse(null);
      if (owner != null) {
        offices++;
        OwnedPartition at = owned.get(core.partition());
        if (at == null || at.owner() != owner) {
          throw new IllegalStateException(core.partition() + ": office and function differ");
        }
        at.checkInvariants();
      }
    }
    if (offices != owned.size()) {
      throw new IllegalStateException(offices + " offices, functions open for " + owned.keySet());
    }
  }

  Directory directory() {
    return directory;
  }

  Optional<OwnedPartition> owned(PartitionId partition) {
    return Optional.ofNullable(owned.get(partition));
  }

  Peers peers() {
    return peers;
  }

  PartitionCore core(PartitionId partition) {
    return cores.computeIfAbsent(
        partition,
        p ->
            new PartitionCore(
                p, self, spec.stage(p.stage()).replication() > 0, stores.open(p), port::send));
  }

  /** Runs what may write to a store; a store that can't keep it fails the pipeline. */
  void guarded(PartitionId partition, Runnable action) {
    try {
      action.run();
    } catch (LogStoreException e) {
      fail(partition, e.getMessage());
    }
  }

  /** After anything that may have changed office or commit index of a partition. */
  void settle(PartitionId partition) {
    PartitionCore core = cores.get(partition);
    OwnedPartition at = owned.get(partition);
    OwnerCore office = core == null ? null : core.owner().orElse(null);
    if (at != null && at.owner() != office) {
      at.close();
      owned.remove(partition);
      reported.remove(partition);
      neededChanged = true;
    }
    if (office != null && (at == null || at.owner() != office)) {
      takeUp(partition, office);
    }
    OwnedPartition now = owned.get(partition);
    if (now != null) {
      now.settle();
      finish(now);
    }
    if (core != null) {
      activate(core);
    }
  }

  private void takeUp(PartitionId partition, OwnerCore office) {
    OwnedPartition at = new OwnedPartition(partition, spec, office, port, port::send);
    owned.put(partition, at);
    neededChanged = true;
    direct(at);
    messages.serveParked(at);
    at.onNeighbours(directory);
    at.setRunning(directory.state() == PipelineState.RUNNING);
  }

  private void onEntry(PartitionEntry entry) {
    if (cores.containsKey(entry.partition())) {
      cores.get(entry.partition()).onEntry(entry);
      settle(entry.partition());
    }
  }

  private void directAll() {
    owned.values().forEach(this::direct);
  }

  private void direct(OwnedPartition partition) {
    for (OutChannel output : partition.outputs()) {
      output.direct(directory.owner(output.target()), directory.epoch(output.target()));
    }
  }

  private void activate(PartitionCore core) {
    Optional<Long> epoch = core.readyToActivate();
    if (epoch.isPresent()
        && !epoch.equals(Optional.ofNullable(activationsAsked.get(core.partition())))) {
      activationsAsked.put(core.partition(), epoch.get());
      long lastIndex = core.held().log().map(l -> l.lastIndex()).orElse(0L);
      port.sendCoordinator(new Activate(self, core.partition(), epoch.get(), lastIndex));
    }
  }

  private void finish(OwnedPartition partition) {
    if (partition.isFinished() && finishesAsked.add(partition.id())) {
      port.sendCoordinator(new Finish(self, partition.id(), partition.owner().epoch()));
    }
  }

  /** Says again what was not answered by a newer topology yet. */
  private void repeat(long nowNs) {
    nextRepeatNs = nowNs + REPEAT_NS;
    activationsAsked.clear();
    finishesAsked.clear();
    cores.values().forEach(this::activate);
    for (OwnedPartition partition : List.copyOf(owned.values())) {
      guarded(partition.id(), () -> partition.onNeighbours(directory));
      finish(partition);
    }
    failures.values().forEach(port::sendCoordinator);
  }

  private void fail(PartitionId partition, String message) {
    OwnedPartition failed = owned.get(partition);
    if (failed != null) {
      failed.halt();
    }
    long epoch = failed == null ? 0 : failed.owner().epoch();
    FunctionFailed failure = new FunctionFailed(self, partition, epoch, message);
    if (failures.putIfAbsent(partition, failure) == null) {
      port.sendCoordinator(failure);
    }
  }

  /** In a small pipeline everybody, so that who takes over finds its connections open. */
  private Set<InstanceId> neededPeers() {
    Set<InstanceId> needed = new TreeSet<>();
    if (directory.alive().size() <= PEERS_KEPT_MAX) {
      needed.addAll(directory.alive());
    }
    cores.values().forEach(c -> needed.addAll(c.peers()));
    for (OwnedPartition partition : owned.values()) {
      partition.outputs().forEach(o -> o.receiver().ifPresent(needed::add));
    }
    needed.remove(self);
    needed.retainAll(directory.alive());
    return needed;
  }
}
