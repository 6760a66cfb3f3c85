package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.control.RequestId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything there is for one seed: time, network, processes, coordinators, ghosts, faults. */
final class World {
  /** Wall clock at the beginning. */
  static final long WALL_MS = 1_790_000_000_000L;

  static final List<String> HOSTS = List.of("h0", "h1", "h2");

  /** Names of hired instances begin like this. */
  static final String HIRED = "x";

  /** Names of those of them that hold replicas only. */
  static final String LOG_HOST = "xl";

  private record Epoch(PartitionId partition, long number) {}

  private final EventQueue queue = new EventQueue();
  private final long seed;
  private final Reduction reduction;
  private final Chance chance;
  private final boolean quiet;
  private final Swarm swarm;
  private final WorkTimes workTimes;
  private final SimulatedPipeline pipeline;
  private final Trace trace;
  private final Probes probes = new Probes();
  private final Network network;
  private final History history;
  private final Truths truths;
  private final Coordinators coordinators;
  private final Nemesis nemesis;
  private final Losses losses;
  private final Operator operator;
  private Recorder recorder = new Recorder();
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private final Map<String, Integer> started = new TreeMap<>();
  private final Map<String, Files> files = new TreeMap<>();
  private final Map<InstanceId, Life> lives = new TreeMap<>();
  private final Map<Epoch, InstanceId> offices = new HashMap<>();
  private long workBegun;
  private boolean failedByDisk;

  /**
   * @param given to be run; empty = the world draws one
   * @param quiet whether there are no faults at all, and nothing stays broken
   */
  World(
      long seed,
      Reduction reduction,
      boolean traced,
      Optional<SimulatedPipeline> given,
      boolean quiet) {
    this.seed = seed;
    this.reduction = reduction;
    this.quiet = quiet;
    chance = new Chance(seed);
    swarm = given.map(p -> Swarm.of(p.spec(), chance)).orElseGet(() -> Swarm.draw(chance));
    workTimes = new WorkTimes(swarm, given.isEmpty(), quiet);
    pipeline = given.orElseGet(() -> new DrawnPipeline(this));
    trace = new Trace(queue, traced);
    trace.line(swarm.toString());
    network = new Network(this);
    history = new History(swarm.spec());
    truths = new Truths(this);
    coordinators = new Coordinators(this);
    nemesis = new Nemesis(this);
    losses = new Losses(this);
    operator = new Operator(this, chance.number());
  }

  /** What becomes of partitions is written down; to be called before it begins. */
  void record() {
    recorder = new Recorder(this);
  }

  void begin() {
    coordinators.elect();
    queue.after(
        Chance.MS, () -> operator.ask(() -> coordinators.pipeline().isEmpty(), this::apply));
    for (int i = 0; i < swarm.hired(); i++) {
      String name = HIRED + i;
      queue.after(chance.between(0, 800) * Chance.MS, () -> start(name, Optional.empty()));
    }
    for (int i = 0; i < swarm.logHosts(); i++) {
      String name = LOG_HOST + i;
      queue.after(chance.between(0, 800) * Chance.MS, () -> start(name, Optional.empty()));
    }
    if (quiet) {
      nemesis.healed();
    } else {
      nemesis.begin();
    }
  }

  private Apply apply(RequestId id) {
    return new Apply(id, swarm.spec());
  }

  EventQueue queue() {
    return queue;
  }

  /** The stream of one party or fault. */
  Chance chance(String whose) {
    return Chance.of(seed, whose);
  }

  Reduction reduction() {
    return reduction;
  }

  /** Of each source partition. */
  int records() {
    return Math.min(swarm.records(), reduction.recordsMax());
  }

  Swarm swarm() {
    return swarm;
  }

  SimulatedPipeline pipeline() {
    return pipeline;
  }

  Trace trace() {
    return trace;
  }

  Probes probes() {
    return probes;
  }

  Network network() {
    return network;
  }

  History history() {
    return history;
  }

  Truths truths() {
    return truths;
  }

  Operator operator() {
    return operator;
  }

  Recorder recorder() {
    return recorder;
  }

  Coordinators coordinators() {
    return coordinators;
  }

  Nemesis nemesis() {
    return nemesis;
  }

  List<SimulatedProcess> processes() {
    return processes;
  }

  List<SimulatedProcess> running() {
    return processes.stream().filter(p -> !p.isGone() && !p.isFrozen()).toList();
  }

  /** The disk of a host keeps what was waited for; its processes are gone. */
  void losePower(String host, Chance of) {
    files.forEach(
        (instance, own) -> {
          if (hostOf(instance).equals(host) && own.losePower(of)) {
            probes.hit("unsynced writes lost");
            recorder.onPowerLoss(instance);
          }
        });
  }

  /** Whether a full disk failed the pipeline: who can't write fails its partition. */
  boolean isFailedByDisk() {
    return failedByDisk;
  }

  Files files(String instance) {
    return files.computeIfAbsent(instance, i -> new Files());
  }

  String hostOf(String instance) {
    return HOSTS.get(Math.floorMod(instance.hashCode(), HOSTS.size()));
  }

  static long wallMs(World world) {
    return WALL_MS + world.queue.nowNs() / Chance.MS;
  }

  /** A new process under this name; others of the name may still be there. */
  SimulatedProcess start(String instance, Optional<CoordinatorNode> launcher) {
    int nth = started.merge(instance, 1, Integer::sum);
    SimulatedProcess process =
        new SimulatedProcess(this, instance, nth, 1_000 + processes.size(), launcher);
    processes.add(process);
    trace.transition(process.name() + " started");
    process.start();
    return process;
  }

  SimulatedProcess process(int pid) {
    return processes.get(pid - 1_000);
  }

  void begin(Life life) {
    lives.put(life.id(), life);
    trace.transition(life.id() + " begun in " + life.process().name());
  }

  Optional<Life> life(InstanceId id) {
    return Optional.ofNullable(lives.get(id));
  }

  Optional<SimulatedProcess> processOf(InstanceId id) {
    return life(id).map(Life::process);
  }

  /** One owner per epoch (invariant 1). */
  void onOffice(PartitionId partition, long epoch, InstanceId owner) {
    InstanceId other = offices.putIfAbsent(new Epoch(partition, epoch), owner);
    if (other != null && !other.equals(owner)) {
      throw new Violation(
          1, partition + " epoch " + epoch + " has two owners: " + other + " and " + owner);
    }
  }

  void onEnded(SimulatedProcess process) {
    nemesis.onEnded(process);
  }

  void onState(PipelineRecord pipeline) {
    failedByDisk =
        pipeline.state() == PipelineState.FAILED
            && pipeline.message().equals(RecordedStore.NO_SPACE);
    if (failedByDisk) {
      probes.hit("pipeline failed for a full disk");
    } else if (pipeline.state() == PipelineState.FAILED
        || pipeline.state() == PipelineState.STOPPED) {
      throw new Violation(7, "pipeline " + pipeline.state() + ": " + pipeline.message());
    }
    if (pipeline.state() == PipelineState.DATA_LOSS) {
      losses.onLoss(pipeline);
    }
  }

  /** Who knows of a loss begins nothing new. */
  void onWork(Life life, PartitionId partition) {
    workBegun++;
    if (life.core().pipelineState() == PipelineState.DATA_LOSS) {
      throw new Violation(
          3, life.id() + " begins work on " + partition + " though it knows that data was lost");
    }
  }

  long workBegun() {
    return workBegun;
  }

  WorkTimes workTimes() {
    return workTimes;
  }

  /** Whether nothing more is to be seen. */
  boolean isOver() {
    PipelineState state = truths.state();
    return state == PipelineState.DONE || state == PipelineState.FAILED;
  }
}
