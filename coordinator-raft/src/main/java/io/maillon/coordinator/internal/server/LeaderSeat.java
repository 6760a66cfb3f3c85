package io.maillon.coordinator.internal.server;

import io.maillon.coordinator.LaunchRequest;
import io.maillon.coordinator.internal.raft.CommandSize;
import io.maillon.coordinator.leader.LeaderCore;
import io.maillon.coordinator.leader.LeaderPort;
import io.maillon.coordinator.leader.StatusDocument;
import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.ClusterState;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.CommandCodec;
import io.maillon.coordinator.state.Reply;
import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.ControlMessage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One leadership of this node: gives the core its clocks and carries out what it wants. Owned by
 * the control loop; whatever ends on another thread comes back through it, and is dropped when the
 * leadership is over by then.
 */
final class LeaderSeat implements LeaderPort {
  private static final Logger log = LoggerFactory.getLogger(LeaderSeat.class);

  private final LeaderTools tools;
  private final Consumer<Runnable> loop;
  private final Map<Long, ControlConnection> connections;
  private final LeaderCore core;
  private boolean over;

  /**
   * @param state as of the beginning of the leadership; owned by the seat
   * @param loop runs what it is given on the control loop
   * @param connections of the control loop, by id
   */
  LeaderSeat(
      LeaderTools tools,
      ClusterState state,
      Consumer<Runnable> loop,
      Map<Long, ControlConnection> connections) {
    this.tools = tools;
    this.loop = loop;
    this.connections = connections;
    this.core =
        new LeaderCore(
            state, tools.settings(), this, System.nanoTime(), System.currentTimeMillis());
  }

  void received(ControlConnection connection, ControlMessage message) {
    core.onMessage(connection.id(), message, System.nanoTime(), System.currentTimeMillis());
  }

  void closed(ControlConnection connection) {
    core.onDisconnected(connection.id(), System.nanoTime(), System.currentTimeMillis());
  }

  /** In the order of the log, beginning behind the state that the seat was made with. */
  void applied(Command command) {
    Reply reply = core.onApplied(command, System.nanoTime(), System.currentTimeMillis());
    if (reply.done()) {
      tell(command.action());
    }
  }

  /** What an operator looks for after a bad night: who died of what, and what was lost. */
  private static void tell(Action action) {
    if (action instanceof Action.DeclareDead a) {
      a.deaths()
          .forEach(d -> log.info("{}: {} is dead: {}", a.pipeline(), d.instance(), d.reason()));
    } else if (action instanceof Action.DeclareLoss a) {
      a.losses().forEach(l -> log.warn("{}: lost {}", a.pipeline(), l.message()));
    } else if (action instanceof Action.Grant a) {
      log.info("{}: {} claims granted", a.pipeline(), a.claims().size());
    } else if (action instanceof Action.Activate a) {
      log.info("{}: {} claims activated", a.pipeline(), a.activations().size());
    }
  }

  void processExited(LaunchRequest request, long pid, int status) {
    core.onProcessExited(
        request.pipeline(),
        request.name(),
        pid,
        status,
        System.nanoTime(),
        System.currentTimeMillis());
  }

  void launchFailed(LaunchRequest request, String message) {
    core.onLaunchFailed(
        request.pipeline(), request.name(), message, System.nanoTime(), System.currentTimeMillis());
  }

  void idle(long nowNs) {
    core.onIdle(nowNs, System.currentTimeMillis());
  }

  void tick(long nowNs) {
    core.onTick(nowNs, System.currentTimeMillis());
  }

  StatusDocument status(String pipeline) {
    return core.status(pipeline);
  }

  /** The leadership is over; nothing is called after it. */
  void end() {
    over = true;
  }

  @Override
  public void propose(Command command) {
    byte[] bytes = CommandCodec.encode(command);
    Optional<String> refusal = CommandSize.refusal(bytes);
    if (refusal.isPresent()) {
      later(() -> proposalRefused(command, refusal.get()));
      return;
    }
    var unused =
        tools
            .raft()
            .submit(bytes)
            .whenComplete(
                (reply, error) -> {
                  if (error != null) {
                    later(() -> proposalFailed(command, error));
                  }
                });
  }

  private void proposalFailed(Command command, Throwable error) {
    // The next leader finds out; this one decides anew if it still leads.
    log.info(
        "it is not known whether {} was applied: {}",
        command.action().getClass().getSimpleName(),
        error.toString());
    core.onProposalFailed(command, System.nanoTime(), System.currentTimeMillis());
  }

  private void proposalRefused(Command command, String why) {
    log.warn("{} is not proposed: {}", command.action().getClass().getSimpleName(), why);
    core.onProposalRefused(command, why, System.nanoTime(), System.currentTimeMillis());
  }

  @Override
  public void send(long connection, ControlMessage message) {
    ControlConnection to = connections.get(connection);
    if (to != null) {
      to.send(message);
    }
  }

  @Override
  public void launch(String pipeline, String name) {
    log.info("{}: launches {}", pipeline, name);
    LaunchRequest request = new LaunchRequest(pipeline, name, tools.coordinators());
    tools.launching().orElseThrow().start(request);
  }

  @Override
  public void terminate(String pipeline, String name) {
    tools
        .launching()
        .ifPresent(l -> l.stop(r -> r.pipeline().equals(pipeline) && r.name().equals(name)));
  }

  @Override
  public void probe(String pipeline, InstanceId instance, Address address) {
    tools
        .dialer()
        .dial(
            address,
            refused ->
                later(
                    () ->
                        core.onProbed(
                            pipeline,
                            instance,
                            refused,
                            System.nanoTime(),
                            System.currentTimeMillis())));
  }

  private void later(Runnable event) {
    loop.accept(
        () -> {
          if (!over) {
            event.run();
          }
        });
  }
}
