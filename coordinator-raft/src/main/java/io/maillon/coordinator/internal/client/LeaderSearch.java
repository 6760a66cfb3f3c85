package io.maillon.coordinator.internal.client;

import io.maillon.coordinator.CoordinatorException;
import io.maillon.coordinator.CoordinatorException.Kind;
import io.maillon.coordinator.StatusAnswer;
import io.maillon.protocol.Address;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.NotLeader;
import io.maillon.protocol.control.SessionExpired;
import io.maillon.protocol.control.Status;
import io.maillon.protocol.control.StatusRequest;
import io.maillon.wire.Transport;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks one coordinator after the other until the leader has answered. For one thread at a time;
 * owns an event loop and at most one connection.
 */
public final class LeaderSearch implements AutoCloseable {
  private static final long CONNECT_MS = 500;

  /** Bounds how long a leader that hangs holds us up. */
  private static final long ANSWER_MS = 1_000;

  private static final long PAUSE_MS = 50;

  private final List<Address> coordinators;
  private final EventLoopGroup group = Transport.detect().newGroup("maillon-admin", 1);
  private AdminConnection connection;

  public LeaderSearch(List<Address> coordinators) {
    this.coordinators = List.copyOf(coordinators);
  }

  /**
   * Repeats a request until its answer comes.
   *
   * @return anything but {@link NotLeader}; {@link SessionExpired} only where nothing was done
   */
  public ControlMessage ask(ControlMessage request, Deadline deadline) {
    Attempts attempts = new Attempts(deadline);
    while (attempts.timeLeft()) {
      Optional<ControlMessage> answer = attempts.next(request);
      if (answer.isPresent() && !(answer.get() instanceof NotLeader)) {
        attempts.refuseDoubt(answer.get());
        return answer.get();
      }
      answer.ifPresent(a -> attempts.redirected((NotLeader) a));
    }
    throw attempts.failure();
  }

  /** The leader's status, or that of a follower when a whole round found no leader. */
  public StatusAnswer status(String pipeline, Deadline deadline) {
    Attempts attempts = new Attempts(deadline);
    Status fallback = null;
    for (int asked = 0; attempts.timeLeft(); asked++) {
      Optional<ControlMessage> answer = attempts.next(new StatusRequest(pipeline));
      if (answer.isPresent() && answer.get() instanceof Status status) {
        fallback = status;
        attempts.dropConnectionUnless(status.leader());
      }
      boolean round = asked + 1 >= coordinators.size();
      if (fallback != null && (fallback.leader() || round)) {
        return new StatusAnswer(fallback.leader(), fallback.json());
      }
    }
    throw attempts.failure();
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    disconnect();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** The tries of one request. */
  private final class Attempts {
    private final Deadline deadline;
    private final Deque<Address> queue = new ArrayDeque<>(coordinators);
    private final Map<String, String> failures = new TreeMap<>();
    private int failedInARow;
    private boolean mayBeDone;

    Attempts(Deadline deadline) {
      this.deadline = deadline;
    }

    boolean timeLeft() {
      return deadline.leftNs() > 0;
    }

    /** An earlier attempt may have been done, and with the session its reply is forgotten. */
    void refuseDoubt(ControlMessage answer) {
      if (mayBeDone && answer instanceof SessionExpired expired) {
        throw new CoordinatorException(Kind.INDETERMINATE, expired.message());
      }
    }

    /** Asks the connected coordinator, else the next of the queue; empty = no answer. */
    Optional<ControlMessage> next(ControlMessage request) {
      if (connection != null && !connection.isOpen()) {
        disconnect();
      }
      Address address = connection != null ? connection.address() : queue.peekFirst();
      boolean sent = false;
      try {
        if (connection == null) {
          queue.addLast(queue.removeFirst());
          connection = AdminConnection.open(group, address, bounded(CONNECT_MS));
        }
        sent = true;
        Optional<ControlMessage> answer = Optional.of(connection.ask(request, bounded(ANSWER_MS)));
        failures.remove(address.toString());
        failedInARow = 0;
        return answer;
      } catch (IOException e) {
        mayBeDone |= sent;
        failed(address, e.getMessage());
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CoordinatorException(
            sent || mayBeDone ? Kind.INDETERMINATE : Kind.UNREACHABLE, "interrupted");
      }
    }

    void redirected(NotLeader answer) {
      String from = connection.address().toString();
      disconnect();
      if (answer.leader().isPresent() && !answer.leader().get().toString().equals(from)) {
        queue.removeIf(a -> a.equals(answer.leader().get()) && !coordinators.contains(a));
        queue.remove(answer.leader().get());
        queue.addFirst(answer.leader().get());
        failures.put(from, "does not lead, but " + answer.leader().get());
      } else {
        failures.put(from, "knows no leader");
      }
      pauseAfterRound();
    }

    void dropConnectionUnless(boolean leads) {
      if (!leads) {
        disconnect();
      }
    }

    private void failed(Address address, String why) {
      disconnect();
      failures.put(address.toString(), why);
      pauseAfterRound();
    }

    /** A leader is elected in some hundred milliseconds; asking without a pause would not help. */
    private void pauseAfterRound() {
      failedInARow++;
      if (failedInARow % coordinators.size() != 0 || !timeLeft()) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(bounded(PAUSE_MS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private long bounded(long ms) {
      return Math.max(1, Math.min(ms, TimeUnit.NANOSECONDS.toMillis(deadline.leftNs())));
    }

    CoordinatorException failure() {
      String asked =
          "coordinators " + coordinators + " within " + deadline.total().toMillis() + " ms";
      return mayBeDone
          ? new CoordinatorException(
              Kind.INDETERMINATE,
              "no answer from " + asked + ", the request may be done or not: " + failures)
          : new CoordinatorException(
              Kind.UNREACHABLE, "no leader among " + asked + ", nothing was done: " + failures);
    }
  }
}
