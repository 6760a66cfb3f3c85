package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.Command;
import io.maillon.coordinator.state.Reply;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Accepted;
import io.maillon.protocol.control.AccessValue;
import io.maillon.protocol.control.Apply;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Evict;
import io.maillon.protocol.control.OpenSession;
import io.maillon.protocol.control.Rejected;
import io.maillon.protocol.control.RequestId;
import io.maillon.protocol.control.Resume;
import io.maillon.protocol.control.SessionExpired;
import io.maillon.protocol.control.SessionOpened;
import io.maillon.protocol.control.Stop;
import io.maillon.protocol.control.ValueAnswer;
import io.maillon.protocol.pipeline.InvalidPipelineException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What operators ask for, and registrations: proposes them, and knows who waits for which reply.
 * Owned by {@link LeaderCore}.
 */
final class Requests {
  /**
   * Who asked for a command.
   *
   * @param connection on which the reply is awaited; empty = nobody awaits one here
   * @param hungUp whether it was asked for on a connection that has closed since
   */
  record Asker(OptionalLong connection, boolean hungUp) {
    private static final Asker NOBODY = new Asker(OptionalLong.empty(), false);
    private static final Asker HUNG_UP = new Asker(OptionalLong.empty(), true);

    private static Asker on(long connection) {
      return new Asker(OptionalLong.of(connection), false);
    }
  }

  private final LeaderPort port;
  private final Times times;

  /** Under way: by request, who asked. */
  private final Map<RequestId, Asker> askers = new TreeMap<>();

  /** Evictions that were proposed and may come true: a repeat is not judged anew. */
  private final Set<RequestId> evictions = new TreeSet<>();

  Requests(LeaderPort port, Times times) {
    this.port = port;
    this.times = times;
  }

  /**
   * An operator, or whoever else speaks on that connection, wants something.
   *
   * @param lost the partitions of whose log the instance to be evicted has the only copy
   */
  void onOperator(
      long connection, ControlMessage message, Function<Evict, List<PartitionId>> lost) {
    if (message instanceof OpenSession m) {
      open(connection, m);
    } else if (message instanceof Apply m) {
      apply(connection, m);
    } else if (message instanceof Stop m) {
      request(connection, m.requestId(), new Action.Stop(m.pipeline()));
    } else if (message instanceof Resume m) {
      request(connection, m.requestId(), new Action.Resume(m.pipeline()));
    } else if (message instanceof Evict m) {
      evict(connection, m, lost.apply(m));
    } else if (message instanceof AccessValue m) {
      request(connection, m.requestId(), new Action.UseValue(m.name(), m.access()));
    } else {
      String what = message.getClass().getSimpleName();
      port.send(
          connection, new Rejected(RequestId.NONE, what + ": expected a request to a leader"));
    }
  }

  private void open(long connection, OpenSession m) {
    if (m.nonce() == 0) {
      port.send(connection, new Rejected(RequestId.NONE, "nonce 0: expected any other number"));
    } else {
      submit(connection, new RequestId(m.nonce(), 0), new Action.OpenSession());
    }
  }

  private void apply(long connection, Apply m) {
    try {
      request(connection, m.requestId(), new Action.Apply(m.spec().validated()));
    } catch (InvalidPipelineException e) {
      port.send(connection, new Rejected(m.requestId(), e.getMessage()));
    }
  }

  private void evict(long connection, Evict m, List<PartitionId> lost) {
    if (!lost.isEmpty() && !m.force() && !evictions.contains(m.requestId())) {
      port.send(
          connection,
          new Rejected(
              m.requestId(),
              m.instance() + " has the only copy of the log of " + lost + ": expected --force"));
      return;
    }
    Action.Death death =
        new Action.Death(
            m.instance(), "evicted by an operator", times.nowMs(), times.nowMs(), times.nowMs());
    if (request(connection, m.requestId(), new Action.DeclareDead(m.pipeline(), List.of(death)))) {
      evictions.add(m.requestId());
    }
  }

  /**
   * What is told of it has come through the log: a deposed leader knows nothing. False if it was
   * refused before.
   */
  private boolean request(long connection, RequestId id, Action action) {
    if (id.session() == 0) {
      // Commands of nobody are not told from their repeats.
      port.send(connection, new SessionExpired(id, "request " + id + ": expected a session"));
      return false;
    }
    if (id.number() < 1) {
      port.send(connection, new Rejected(id, "request " + id + ": expected a number from 1"));
      return false;
    }
    submit(connection, id, action);
    return true;
  }

  /** Proposes it in the name of who asks on that connection. */
  void submit(long connection, RequestId id, Action action) {
    askers.put(id, Asker.on(connection));
    port.propose(new Command(times.nowMs(), id.session(), id.number(), action));
  }

  /** The connection has closed; what was asked on it goes on. */
  void onDisconnected(long connection) {
    Asker gone = Asker.on(connection);
    askers.replaceAll((id, asker) -> asker.equals(gone) ? Asker.HUNG_UP : asker);
  }

  /** A command was applied, or refused for good; gives who is to be told. */
  Asker done(Command command) {
    evictions.remove(id(command));
    Asker asker = askers.remove(id(command));
    return asker == null ? Asker.NOBODY : asker;
  }

  /** It is not known what becomes of it: it is not answered, and may still come true. */
  void failed(Command command) {
    askers.remove(id(command));
  }

  static RequestId id(Command command) {
    return new RequestId(command.clientId(), command.requestId());
  }

  /**
   * What came of a request.
   *
   * @param version of the state, by which a session is known
   */
  static ControlMessage answer(Command command, Reply reply, long version) {
    RequestId id = id(command);
    if (command.action() instanceof Action.OpenSession) {
      return new SessionOpened(id.session(), version);
    } else if (reply.equals(Reply.EXPIRED)) {
      return new SessionExpired(id, "request " + id + ": " + reply.message());
    } else if (command.action() instanceof Action.UseValue) {
      return new ValueAnswer(id, reply.done(), reply.message(), reply.value());
    }
    return reply.done() ? new Accepted(id, reply.message()) : new Rejected(id, reply.message());
  }
}
