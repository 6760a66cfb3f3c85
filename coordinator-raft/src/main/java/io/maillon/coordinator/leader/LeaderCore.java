package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.coordinator.state.Reply;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Activate;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Finish;
import io.maillon.protocol.control.FunctionFailed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.Register;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The leader of one term. It holds a copy of the agreed state that follows the log; whatever it
 * decides goes through the log first, as compare and set, so that a leader that is none any more
 * harms nothing.
 *
 * <p>Owned by one thread. Dropped when leadership is lost.
 */
public final class LeaderCore {
  private static final long TICK_COMMAND_NS = 2_000_000_000L;

  private final ClusterState state;
  private final LeaderSettings settings;
  private final LeaderPort port;
  private final Map<String, PipelineLead> pipelines = new TreeMap<>();
  private final Map<Long, PipelineLead> byConnection = new TreeMap<>();
  private final Requests requests;

  /** Registrations for pipelines that nobody applied yet. */
  private final Map<Long, Register> early = new TreeMap<>();

  private final Times times = new Times();
  private long nextTickCommandNs;

  /**
   * @param state as of the moment when this node became leader; owned from now on
   */
  public LeaderCore(
      ClusterState state, LeaderSettings settings, LeaderPort port, long nowNs, long nowMs) {
    this.state = state;
    this.settings = settings;
    this.port = port;
    requests = new Requests(port, times);
    times.set(nowNs, nowMs);
    nextTickCommandNs = nowNs;
    state.pipelines().forEach(this::lead);
  }

  /** A command was applied to the log, proposed by whomever; gives what came of it. */
  public Reply onApplied(Command command, long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    Reply reply = state.apply(command);
    Requests.Asker asker = requests.done(command);
    if (command.action() instanceof Action.Apply a && reply.done()) {
      state.pipeline(a.spec().name()).ifPresent(this::lead);
      admitEarly();
    }
    asker.connection().ifPresent(connection -> answer(connection, command, reply));
    Action action = command.action();
    lead(action.pipeline()).ifPresent(p -> p.onApplied(action));
    if (asker.hungUp() && action instanceof Action.Join && reply.done()) {
      lead(action.pipeline()).ifPresent(p -> p.onHungUp(reply.instance().orElseThrow()));
    }
    return reply;
  }

  /** It is not known whether this command was or will be applied. */
  public void onProposalFailed(Command command, long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    requests.failed(command);
    Action action = command.action();
    lead(action.pipeline()).ifPresent(p -> p.onProposalFailed(action));
  }

  /** This command certainly was not and will not be applied. */
  public void onProposalRefused(Command command, String why, long nowNs, long nowMs) {
    Requests.Asker asker = requests.done(command);
    onProposalFailed(command, nowNs, nowMs);
    boolean joins = command.action() instanceof Action.Join;
    RequestId id = joins ? RequestId.NONE : Requests.id(command);
    asker.connection().ifPresent(connection -> port.send(connection, new Rejected(id, why)));
  }

  public void onMessage(long connection, ControlMessage message, long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    if (message instanceof Heartbeat m) {
      with(connection, p -> p.onHeartbeat(connection, m));
    } else if (message instanceof Activate m) {
      with(connection, p -> p.onActivate(m));
    } else if (message instanceof Register m) {
      join(connection, m);
    } else if (message instanceof Attach m) {
      attach(connection, m);
    } else if (message instanceof Finish m) {
      with(connection, p -> p.onFinish(m));
    } else if (message instanceof FunctionFailed m) {
      with(connection, p -> p.onFunctionFailed(m));
    } else {
      requests.onOperator(
          connection,
          message,
          m -> lead(m.pipeline()).map(p -> p.lostWith(m.instance())).orElse(List.of()));
    }
  }

  public void onDisconnected(long connection, long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    requests.onDisconnected(connection);
    early.remove(connection);
    PipelineLead pipeline = byConnection.remove(connection);
    if (pipeline != null) {
      pipeline.onDisconnected(connection);
    }
  }

  /**
   * A process that this leader's launcher started has ended.
   *
   * @param pid of the process
   */
  public void onProcessExited(
      String pipeline, String name, long pid, int exitCode, long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    lead(pipeline).ifPresent(p -> p.onProcessExited(name, pid, exitCode));
  }

  /** A process could not be started. */
  public void onLaunchFailed(String pipeline, String name, String message, long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    lead(pipeline).ifPresent(p -> p.onLaunchFailed(name, message));
  }

  /**
   * A dial that {@link LeaderPort#probe} asked for has ended.
   *
   * @param refused whether the host answered that nobody listens there
   */
  public void onProbed(
      String pipeline, InstanceId instance, boolean refused, long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    if (refused) {
      lead(pipeline).ifPresent(p -> p.onRefused(instance));
    }
  }

  /**
   * To be called when nothing more is waiting: what came together is decided together, in one
   * command. After every event is often enough; {@link #onTick} makes up for a call left out.
   */
  public void onIdle(long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    pipelines.values().forEach(PipelineLead::onIdle);
  }

  /** To be called about every 25 ms. */
  public void onTick(long nowNs, long nowMs) {
    times.set(nowNs, nowMs);
    if (nowNs >= nextTickCommandNs) {
      nextTickCommandNs = nowNs + TICK_COMMAND_NS;
      port.propose(new Command(nowMs, 0, 0, new Action.Tick()));
    }
    pipelines.values().forEach(PipelineLead::onTick);
  }

  /** The state as this leader sees it, progress and liveness included. */
  public StatusDocument status(String pipeline) {
    return StatusDocument.of(state, pipeline, pipelines);
  }

  private Optional<PipelineLead> lead(String pipeline) {
    return Optional.ofNullable(pipelines.get(pipeline));
  }

  private void lead(PipelineRecord record) {
    PipelineLead present = pipelines.get(record.spec().name());
    if (present == null || present.record() != record) {
      pipelines.put(record.spec().name(), new PipelineLead(record, state, settings, port, times));
    }
  }

  /**
   * Functions start in any order: who comes before its pipeline waits for it. Not answered is who
   * comes while another process of its name is attached and well, such as when two leaders launched
   * it: it must not end the life of the first; it asks again, and has its turn when that is gone.
   */
  private void join(long connection, Register m) {
    PipelineLead pipeline = pipelines.get(m.pipeline());
    if (pipeline == null) {
      early.put(connection, m);
    } else if (!pipeline.isTaken(m)) {
      int last = pipeline.record().lastIncarnation(m.name());
      requests.submit(connection, new RequestId(m.session(), 0), new Action.Join(m, last));
    }
  }

  private void admitEarly() {
    Map<Long, Register> waiters = new TreeMap<>(early);
    early.clear();
    waiters.forEach(this::join);
  }

  private void attach(long connection, Attach m) {
    PipelineLead pipeline = pipelines.get(m.pipeline());
    if (pipeline == null) {
      // It was granted its life under some leader: one that does not know leads no more.
      port.send(connection, new NotLeader(Optional.empty()));
    } else if (pipeline.onAttach(connection, m)) {
      byConnection.put(connection, pipeline);
    }
  }

  private void answer(long connection, Command command, Reply reply) {
    if (command.action() instanceof Action.Join join) {
      joined(connection, join, reply);
    } else {
      port.send(connection, Requests.answer(command, reply, state.version()));
    }
  }

  private void joined(long connection, Action.Join join, Reply reply) {
    PipelineLead pipeline = pipelines.get(join.register().pipeline());
    if (reply.done() && pipeline != null) {
      byConnection.put(connection, pipeline);
      pipeline.onJoined(connection, reply.instance().orElseThrow());
    } else if (reply.equals(Reply.OUTDATED)) {
      join(connection, join.register()); // Decided again, by what is known now.
    } else {
      port.send(connection, new Rejected(RequestId.NONE, reply.message()));
    }
  }

  private interface PipelineAction {
    void on(PipelineLead pipeline);
  }

  private void with(long connection, PipelineAction action) {
    PipelineLead pipeline = byConnection.get(connection);
    if (pipeline != null) {
      action.on(pipeline);
    }
  }
}
