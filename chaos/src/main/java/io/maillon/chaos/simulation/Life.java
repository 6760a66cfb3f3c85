package io.maillon.chaos.simulation;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.Topology;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.instance.InstanceCore;
import io.maillon.recovery.instance.InstancePort;
import io.maillon.recovery.instance.Restored;
import io.maillon.recovery.instance.Work;
import io.maillon.recovery.instance.WorkResult;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/** One life of an instance: the real core, and what carries out what it wants done. */
final class Life implements InstancePort {
  private static final long TICK_NS = 10 * Chance.MS;

  /**
   * To a peer or, without one, to the coordinator.
   *
   * @param point to which the process comes before it sends this
   */
  private record Outgoing(Optional<FaultPoint> point, Runnable send) {}

  private final World world;
  private final SimulatedProcess process;
  private final InstanceId id;
  private final PipelineSpec spec;
  private final RecordedStores stores;
  private final InstanceCore core;
  private final PeerLinks links;
  private final LifeChecks checks;
  private final Map<PartitionId, StageRun> functions = new TreeMap<>();
  private final Queue<Outgoing> outgoing = new ArrayDeque<>();
  private boolean ended;

  /** Whether the process stopped before what is to be sent next. */
  private boolean passed;

  Life(World world, SimulatedProcess process, InstanceId id, PipelineSpec spec, Files files) {
    this.world = world;
    this.process = process;
    this.id = id;
    this.spec = spec;
    stores = new RecordedStores(world, process, id, spec, files);
    links = new PeerLinks(world, this);
    core = new InstanceCore(id, spec, this, stores);
    checks = new LifeChecks(world, this, spec);
  }

  void begin(long beatNs) {
    post(0, this::tick);
    post(0, () -> beat(beatNs));
  }

  InstanceId id() {
    return id;
  }

  SimulatedProcess process() {
    return process;
  }

  InstanceCore core() {
    return core;
  }

  PeerLinks links() {
    return links;
  }

  RecordedStores stores() {
    return stores;
  }

  Optional<StageRun> function(PartitionId partition) {
    return Optional.ofNullable(functions.get(partition));
  }

  boolean isOver() {
    return ended;
  }

  void end() {
    ended = true;
    stores.end();
    functions.clear();
    outgoing.clear();
    links.end();
  }

  /** Acts in a while, if this life still goes on then. */
  void post(long delayNs, Runnable action) {
    process.post(
        delayNs,
        () -> {
          if (!ended) {
            action.run();
          }
        });
  }

  private void tick() {
    core.onTick(process.nowNs(), process.nowMs());
    post(TICK_NS + process.chance().between(0, world.swarm().tardyMaxNs()), this::tick);
  }

  private void beat(long beatNs) {
    Heartbeat beat = core.heartbeat(0, 1 << 20, process.nowNs());
    checks.onBeat(beat);
    process.control().beat(beat);
    post(beatNs + process.chance().between(0, 2 * Chance.MS), () -> beat(beatNs));
  }

  void onTopology(Topology topology) {
    links.onTopology(topology);
    core.onTopology(topology, process.nowNs());
  }

  void onAssign(Assign assign) {
    core.onAssign(assign, process.nowNs());
  }

  void onAttached() {
    core.onAttached(process.nowNs());
  }

  void onConnected(InstanceId peer) {
    core.onPeerConnected(peer, process.nowNs());
  }

  void onDisconnected(InstanceId peer, boolean refused) {
    core.onPeerDisconnected(peer, refused, process.nowNs());
  }

  void onMessage(InstanceId peer, PeerMessage message) {
    if (world.trace().isFull()) {
      world.trace().line(peer + " -> " + id + " " + message);
    }
    core.onPeerMessage(peer, message, process.nowNs());
  }

  /** After every event: what the core did is checked, and what it wants to send is sent. */
  void settle() {
    if (ended) {
      return;
    }
    if (!process.isEnding()) {
      checks.afterEvent();
      sendOut();
    }
  }

  /** A process that stops here has sent some and not the others. */
  void sendOut() {
    while (!ended && !process.isStopped() && !outgoing.isEmpty()) {
      Optional<FaultPoint> point = passed ? Optional.empty() : outgoing.element().point();
      passed = point.isPresent() && world.nemesis().points().stops(process, point.get());
      if (!passed) {
        outgoing.remove().send().run();
      }
    }
  }

  private void sendTo(InstanceId peer, PeerMessage message) {
    checks.onSend(message);
    if (peer.equals(id)) {
      process.post(
          1_000,
          () -> {
            if (!ended) {
              onMessage(id, message);
            }
          });
    } else {
      links.send(peer, message);
    }
  }

  @Override
  public void send(InstanceId peer, PeerMessage message) {
    outgoing.add(new Outgoing(SendPoints.of(message), () -> sendTo(peer, message)));
  }

  @Override
  public void sendCoordinator(ControlMessage message) {
    outgoing.add(new Outgoing(SendPoints.of(message), () -> process.control().send(message)));
  }

  @Override
  public void open(PartitionId partition, Restored restored) {
    Office office = new Office(partition, restored, process, world.records());
    StageRun function = new StageRun(world, office);
    functions.put(partition, function);
    call(partition, function.epoch(), function::open);
  }

  @Override
  public void run(PartitionId partition, long epoch, Work work) {
    StageRun function = function(partition, epoch);
    world.onWork(this, partition);
    function.begin();
    long tookNs = world.workTimes().workNs(spec.stage(partition.stage()), process.chance());
    post(tookNs, () -> call(partition, epoch, () -> work(function, work)));
  }

  /** A thread does not notice at once that the partition has moved away. */
  private void work(StageRun function, Work work) throws StageCodeException {
    if (function.isClosed() && !process.chance().percent(50)) {
      function.skip();
      return;
    }
    Optional<WorkResult> result = function.work(work);
    long answerNs = world.workTimes().answerNs(process.chance());
    if (answerNs == 0) {
      result.ifPresent(r -> core.onWorked(r, process.nowNs()));
    } else {
      post(answerNs, () -> result.ifPresent(r -> core.onWorked(r, process.nowNs())));
    }
  }

  @Override
  public void conclude(PartitionId partition, long epoch) {
    StageRun function = function(partition, epoch);
    post(
        process.chance().between(0, 20 * Chance.MS),
        () ->
            call(
                partition,
                epoch,
                () -> {
                  function.conclude();
                  core.onConcluded(partition, epoch, process.nowNs());
                }));
  }

  @Override
  public void close(PartitionId partition, long epoch) {
    function(partition, epoch).close();
    functions.remove(partition);
  }

  /** A call of the code of a stage. */
  private interface Call {
    void run() throws StageCodeException;
  }

  /** The core hears of it when it is called next: it may be calling right now. */
  private void call(PartitionId partition, long epoch, Call call) {
    try {
      call.run();
    } catch (StageCodeException e) {
      post(0, () -> core.onWorkFailed(partition, epoch, e.getMessage(), process.nowNs()));
    }
  }

  private StageRun function(PartitionId partition, long epoch) {
    StageRun function = functions.get(partition);
    if (function == null || function.epoch() != epoch) {
      throw new Violation(0, id + ": " + partition + " has no open function in epoch " + epoch);
    }
    return function;
  }
}
