package io.maillon.chaos.simulation;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.peer.PeerMessage;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * One end of the connection between two lives, as the real transport has it: dials when there is
 * something to send, keeps what is to be sent until then, and of two that dial at once lets the
 * smaller one's connection stand.
 */
final class PeerLink {
  private static final long DIAL_TIMEOUT_NS = Chance.SECOND;
  private static final long AWAIT_NS = 1_500 * Chance.MS;

  private enum State {
    IDLE,
    DIALLING,
    AWAITING,
    USED
  }

  private final World world;
  private final Life life;
  private final InstanceId peer;
  private final Queue<PeerMessage> waiting = new ArrayDeque<>();
  private State state = State.IDLE;
  private Connection used;
  private int side;
  private int attempt;

  PeerLink(World world, Life life, InstanceId peer) {
    this.world = world;
    this.life = life;
    this.peer = peer;
  }

  void send(PeerMessage message) {
    if (state == State.USED) {
      transmit(message);
      return;
    }
    waiting.add(message);
    if (state == State.IDLE) {
      dial();
    }
  }

  void end() {
    if (used != null) {
      used.breakUp(true, 0, life.process().chance().between(Chance.MS / 5, 3 * Chance.MS));
    }
    waiting.clear();
  }

  private void dial() {
    state = State.DIALLING;
    int number = ++attempt;
    long delayNs = life.process().chance().between(Chance.MS / 5, 4 * Chance.MS);
    life.post(life.links().knows(peer) ? delayNs : 0, () -> dialled(number, DIAL_TIMEOUT_NS));
  }

  private void dialled(int number, long patienceNs) {
    if (number != attempt || state != State.DIALLING) {
      return;
    }
    Optional<SimulatedProcess> host = world.processOf(peer);
    if (!life.links().knows(peer) || host.isEmpty()) {
      fail(false);
    } else if (world.network().isCutEitherWay(life.process(), host.get())) {
      life.post(DIAL_TIMEOUT_NS, () -> timedOut(number));
    } else if (host.get().isGone()) {
      fail(true);
    } else if (host.get().isFrozen()) {
      waitForAnswer(number, patienceNs);
    } else {
      meet(host.get());
    }
  }

  /** The kernel accepts, the process does not answer. */
  private void waitForAnswer(int number, long patienceNs) {
    long step = 100 * Chance.MS;
    if (patienceNs <= 0) {
      fail(false);
    } else {
      life.post(step, () -> dialled(number, patienceNs - step));
    }
  }

  private void timedOut(int number) {
    if (number == attempt && state == State.DIALLING) {
      fail(false);
    }
  }

  private void meet(SimulatedProcess host) {
    Optional<Life> other = host.life().filter(l -> l.id().equals(peer));
    if (other.isEmpty()) {
      fail(false); // Another life listens there.
      return;
    }
    PeerLink theirs = other.get().links().with(life.id());
    if (theirs.state == State.DIALLING) {
      if (peer.compareTo(life.id()) < 0) {
        await();
        return;
      }
      theirs.await();
    }
    Connection connection = world.network().connect(life.process(), host);
    connection.onClosed(0, () -> closed(connection));
    connection.onClosed(1, () -> theirs.closed(connection));
    use(connection, 0);
    connection.send(0, () -> theirs.accept(connection));
    flush();
  }

  private void await() {
    state = State.AWAITING;
    int number = ++attempt;
    life.post(
        AWAIT_NS,
        () -> {
          if (number == attempt && state == State.AWAITING) {
            fail(false);
          }
        });
  }

  /** The first message on a connection that the peer dialled. */
  private void accept(Connection connection) {
    if (life.isOver() || (used != null && used.number() > connection.number())) {
      connection.breakUp(true, Chance.MS, Chance.MS);
      return;
    }
    if (used != null) {
      world.probes().hit("connection replaced by a newer one");
      Connection former = used;
      leave();
      former.breakUp(true, Chance.MS, Chance.MS);
      life.onDisconnected(peer, false);
    }
    use(connection, 1);
    flush();
  }

  private void use(Connection connection, int ourSide) {
    used = connection;
    side = ourSide;
    state = State.USED;
    attempt++;
  }

  private void flush() {
    while (!waiting.isEmpty()) {
      transmit(waiting.remove());
    }
    life.onConnected(peer);
  }

  private void transmit(PeerMessage message) {
    Connection connection = used;
    PeerLink theirs = world.life(peer).map(l -> l.links().with(life.id())).orElse(null);
    if (theirs != null) {
      connection.send(side, () -> theirs.receive(connection, message));
    }
  }

  private void receive(Connection connection, PeerMessage message) {
    if (used == connection && !life.isOver()) {
      world.trace().mark(3, message.getClass().getSimpleName().hashCode());
      life.onMessage(peer, message);
    }
  }

  private void closed(Connection connection) {
    if (used == connection && !life.isOver()) {
      leave();
      life.onDisconnected(peer, false);
    }
  }

  private void leave() {
    used = null;
    state = State.IDLE;
    attempt++;
  }

  private void fail(boolean refused) {
    state = State.IDLE;
    attempt++;
    waiting.clear();
    life.onDisconnected(peer, refused);
  }
}
