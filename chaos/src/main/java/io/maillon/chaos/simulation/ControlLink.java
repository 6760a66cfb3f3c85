package io.maillon.chaos.simulation;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.Attach;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Dismissed;
import io.maillon.protocol.control.Heartbeat;
import io.maillon.protocol.control.HeartbeatReply;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.Registered;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.Shutdown;
import io.maillon.protocol.control.Topology;
import java.util.Optional;

/**
 * How a process finds the leader and talks with it, as the real shell does: registers once per
 * life, attaches again over every new connection, leaves a leader that does not answer.
 */
final class ControlLink {
  private static final long SILENCE_NS = Chance.SECOND;
  private static final long SLACK_NS = 300 * Chance.MS;

  private final World world;
  private final SimulatedProcess process;
  private Optional<InstanceId> self = Optional.empty();
  private long session;
  private Connection connection;
  private CoordinatorNode node;
  private Optional<CoordinatorNode> hint = Optional.empty();
  private int next;
  private boolean answered;
  private long lastReplyNs;
  private long lastBeatNs;
  private int shortLives;

  ControlLink(World world, SimulatedProcess process) {
    this.world = world;
    this.process = process;
    session = process.chance().number();
    next = process.chance().between(0, 2);
  }

  void start() {
    dialNext();
  }

  /** Dropped while there is no leader. */
  void send(ControlMessage message) {
    if (answered) {
      transmit(message);
    }
  }

  void beat(Heartbeat beat) {
    if (!answered) {
      return;
    }
    long nowNs = process.nowNs();
    boolean late = nowNs - lastBeatNs > SLACK_NS;
    lastBeatNs = nowNs;
    lastReplyNs = late ? nowNs : lastReplyNs;
    if (nowNs - lastReplyNs > SILENCE_NS) {
      drop();
    } else {
      transmit(beat);
    }
  }

  private void dialNext() {
    node = hint.orElseGet(() -> world.coordinators().node(next++ % 3));
    hint = Optional.empty();
    process.post(process.chance().between(Chance.MS, 60 * Chance.MS), this::dial);
  }

  private void dial() {
    if (connection != null) {
      return;
    }
    if (world.network().isCutEitherWay(process, node)) {
      process.post(SILENCE_NS, this::dialNext);
    } else if (node.isGone()) {
      dialNext();
    } else {
      Connection made = world.network().connect(process, node);
      connection = made;
      CoordinatorNode at = node;
      made.onClosed(0, () -> closed(made));
      made.onClosed(1, () -> at.onDisconnected(made));
      made.send(0, () -> at.onConnected(made, this));
      introduce();
    }
  }

  private void introduce() {
    transmit(
        self.isPresent()
            ? new Attach(world.swarm().spec().name(), self.get(), session)
            : process.register(session));
    Connection asked = connection;
    long askedSession = session;
    process.post(
        SILENCE_NS,
        () -> {
          if (asked == connection && !answered && askedSession == session) {
            drop();
          }
        });
  }

  private void transmit(ControlMessage message) {
    Connection to = connection;
    CoordinatorNode at = node;
    to.send(0, () -> at.onMessage(to, message));
  }

  /** From the coordinator at the other end. */
  void receive(Connection from, ControlMessage message) {
    if (from != connection) {
      return;
    }
    if (message instanceof HeartbeatReply) {
      lastReplyNs = process.nowNs();
    } else if (message instanceof NotLeader other) {
      hint = other.leader().map(a -> world.coordinators().node(a.port() - 1));
      drop();
    } else if (message instanceof Registered registered) {
      registered(registered);
    } else if (message instanceof Dismissed dismissed) {
      dismissed(dismissed);
    } else if (message instanceof Shutdown) {
      world.trace().line(process.name() + " is shut down: " + message);
      process.end(0);
    } else if (message instanceof Rejected) {
      world.probes().hit("registration rejected");
      process.end(2);
    } else if (process.life().isPresent()) {
      instructed(process.life().get(), message);
    }
  }

  private void registered(Registered registered) {
    if (self.isPresent()) {
      return;
    }
    self = Optional.of(registered.instance());
    process.begin(
        registered.instance(), registered.spec(), registered.heartbeatIntervalMs() * Chance.MS);
  }

  private void instructed(Life life, ControlMessage message) {
    boolean first = !answered;
    if (first) {
      answered = true;
      lastReplyNs = process.nowNs();
      lastBeatNs = process.nowNs();
    }
    if (world.trace().isFull()) {
      world.trace().line("coordinator -> " + life.id() + " " + message);
    }
    if (message instanceof Topology topology) {
      life.onTopology(topology);
    } else if (message instanceof Assign assign) {
      life.onAssign(assign);
    }
    if (first) {
      life.onAttached();
    }
  }

  private void dismissed(Dismissed dismissed) {
    if (!self.equals(Optional.of(dismissed.instance()))) {
      return;
    }
    world.probes().hit("life dismissed and begun anew");
    world.trace().transition(dismissed.instance() + " dismissed");
    self = Optional.empty();
    session = process.chance().number();
    answered = false;
    process.endLife();
    Connection asked = connection;
    shortLives = Math.min(shortLives + 1, 3);
    process.post(
        (100L << shortLives) * Chance.MS,
        () -> {
          if (asked == connection && asked != null) {
            introduce();
          }
        });
  }

  private void drop() {
    Connection left = connection;
    if (left != null) {
      closed(left);
      left.breakUp(true, 0, process.chance().between(Chance.MS / 5, 3 * Chance.MS));
    }
  }

  private void closed(Connection which) {
    if (which == connection) {
      connection = null;
      answered = false;
      dialNext();
    }
  }
}
