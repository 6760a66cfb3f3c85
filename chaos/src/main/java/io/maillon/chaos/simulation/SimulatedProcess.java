package io.maillon.chaos.simulation;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One process that runs an instance: one life after the other, until it ends or is killed. While it
 * is frozen everything that reaches it waits.
 */
final class SimulatedProcess implements Endpoint {
  /** Exit code of who was killed. */
  static final int KILLED = 137;

  private static final int DRIFT_MAX_PER_MILLE = 50;
  private static final long LOCK_RETRY_NS = 100 * Chance.MS;
  private static final long LOCK_TIMEOUT_NS = 5 * Chance.SECOND;

  private final World world;
  private final String instance;
  private final int pid;
  private final Optional<CoordinatorNode> launcher;
  private final Chance chance;
  private final long clockOffsetNs;
  private final long driftPerMille;
  private final Deque<Runnable> backlog = new ArrayDeque<>();
  private final long lagNs;
  private final Files files;
  private final ControlLink control;
  private Optional<Life> life = Optional.empty();
  private boolean gone;
  private boolean frozen;
  private boolean catchingUp;
  private boolean ending;

  /**
   * @param nth of its name
   */
  SimulatedProcess(
      World world, String instance, int nth, int pid, Optional<CoordinatorNode> launcher) {
    this.world = world;
    this.instance = instance;
    this.pid = pid;
    this.launcher = launcher;
    chance = world.chance(instance + " " + nth);
    clockOffsetNs = chance.between(-5 * Chance.SECOND, 1_000 * Chance.SECOND);
    driftPerMille =
        world.swarm().drifts() ? chance.between(-DRIFT_MAX_PER_MILLE, DRIFT_MAX_PER_MILLE) : 0;
    lagNs = chance.percent(30) ? chance.between(0, 40 * Chance.MS) : 0;
    files = world.files(instance);
    control = new ControlLink(world, this);
  }

  /** Takes the lock on its files if it has any, then looks for the leader. */
  void start() {
    start(world.queue().nowNs() + LOCK_TIMEOUT_NS);
  }

  private void start(long giveUpNs) {
    if (!world.swarm().onFiles() || files.lock(this)) {
      control.start();
    } else if (world.queue().nowNs() > giveUpNs) {
      end(1);
    } else {
      post(LOCK_RETRY_NS, () -> start(giveUpNs));
    }
  }

  @Override
  public String name() {
    return instance + "@" + pid;
  }

  String instance() {
    return instance;
  }

  Chance chance() {
    return chance;
  }

  int pid() {
    return pid;
  }

  Optional<Life> life() {
    return life;
  }

  ControlLink control() {
    return control;
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  @Override
  public boolean isFrozen() {
    return frozen;
  }

  @Override
  public long lagNs() {
    return lagNs;
  }

  /** Monotonic clock of this process; each process has its own zero. */
  long nowNs() {
    return clockNs() + clockOffsetNs;
  }

  long nowMs() {
    return World.WALL_MS + (clockNs() + clockOffsetNs / 100) / Chance.MS;
  }

  private long clockNs() {
    long nowNs = world.queue().nowNs();
    return nowNs + nowNs / 1_000 * driftPerMille;
  }

  @Override
  public void post(long delayNs, Runnable action) {
    world.queue().after(delayNs, () -> arrive(action));
  }

  private void arrive(Runnable action) {
    if (gone) {
      return;
    }
    if (frozen || catchingUp) {
      backlog.add(action);
    } else {
      act(action);
    }
  }

  private void act(Runnable action) {
    world.trace().mark(2, pid);
    life.ifPresent(Life::sendOut);
    action.run();
    life.ifPresent(Life::settle);
    if (ending) {
      end(KILLED);
    }
  }

  /** Nothing that it does from here on has an effect. */
  void endHere() {
    ending = true;
  }

  boolean isEnding() {
    return ending;
  }

  /** Whether it is frozen or about to end. */
  boolean isStopped() {
    return frozen || ending || gone;
  }

  void freeze() {
    frozen = true;
  }

  /** What had waited happens now, one after the other, unless it freezes or dies meanwhile. */
  void thaw() {
    frozen = false;
    backlog.addFirst(() -> {}); // What it was about to send goes first.
    if (!catchingUp) {
      catchUp();
    }
  }

  /** What comes meanwhile overtakes nothing: neither sockets nor queues do that. */
  private void catchUp() {
    catchingUp = !gone && !frozen && !backlog.isEmpty();
    if (catchingUp) {
      world
          .queue()
          .after(
              1_000,
              () -> {
                if (!gone && !frozen) {
                  act(backlog.remove());
                }
                catchUp();
              });
    }
  }

  /** Ends at once: nothing of it is left but its files. */
  void end(int exitCode) {
    if (gone) {
      return;
    }
    gone = true;
    life.ifPresent(Life::end);
    world.network().drop(this);
    world.trace().transition(name() + " ended with " + exitCode);
    launcher.ifPresent(
        node ->
            node.post(
                chance.between(Chance.MS, 10 * Chance.MS),
                () -> node.onExited(instance, pid, exitCode)));
    world.onEnded(this);
  }

  Register register(long session) {
    return new Register(
        world.swarm().spec().name(),
        instance,
        session,
        new Address(instance, pid),
        world.hostOf(instance),
        pid,
        List.of(),
        instance.startsWith(World.LOG_HOST),
        world.swarm().onFiles() ? files.lives() : List.of());
  }

  void begin(InstanceId id, PipelineSpec spec, long beatNs) {
    if (world.nemesis().points().stops(this, FaultPoint.REGISTERED) && ending) {
      return;
    }
    files.begin(id);
    Life begun = new Life(world, this, id, spec, files);
    life = Optional.of(begun);
    world.begin(begun);
    begun.begin(beatNs);
  }

  void endLife() {
    life.ifPresent(Life::end);
    life = Optional.empty();
  }
}
