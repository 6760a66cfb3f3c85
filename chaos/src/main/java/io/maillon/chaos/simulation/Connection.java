package io.maillon.chaos.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One connection: a queue in each direction. Side 0 dialled, side 1 accepted.
 *
 * <p>Invariant: what arrives on one side arrives in the order sent, without a gap, up to some point
 * after which nothing arrives any more.
 */
final class Connection {
  private final Network network;
  private final long number;
  private final Chance chance;
  private final List<Endpoint> ends;
  private final long[] lastArrivalNs = new long[2];
  private final List<Deque<Runnable>> stalled = List.of(new ArrayDeque<>(), new ArrayDeque<>());
  private final List<Runnable> onClosed = new ArrayList<>(List.of(() -> {}, () -> {}));
  private boolean broken;
  private boolean lossy;

  Connection(Network network, long number, Chance chance, Endpoint dialler, Endpoint acceptor) {
    this.network = network;
    this.number = number;
    this.chance = chance;
    ends = List.of(dialler, acceptor);
  }

  long number() {
    return number;
  }

  Chance chance() {
    return chance;
  }

  Endpoint end(int side) {
    return ends.get(side);
  }

  boolean joins(Endpoint one) {
    return ends.get(0) == one || ends.get(1) == one;
  }

  boolean isBroken() {
    return broken;
  }

  void onClosed(int side, Runnable action) {
    onClosed.set(side, action);
  }

  /** From a side to the other one. */
  void send(int from, Runnable delivery) {
    if (broken) {
      return;
    }
    if (!stalled.get(from).isEmpty() || network.isCut(end(from), end(1 - from))) {
      stalled.get(from).addLast(delivery);
    } else {
      travel(from, delivery);
    }
  }

  /** The way is free again. */
  void resume() {
    for (int from = 0; from < 2; from++) {
      while (!broken && !stalled.get(from).isEmpty() && !network.isCut(end(from), end(1 - from))) {
        travel(from, stalled.get(from).removeFirst());
      }
    }
  }

  /**
   * Nothing more is sent; each side is told in its time.
   *
   * @param loses whether what is under way is lost
   */
  void breakUp(boolean loses, long firstDelayNs, long secondDelayNs) {
    if (broken) {
      return;
    }
    broken = true;
    lossy = loses;
    network.forget(this);
    tell(0, firstDelayNs);
    tell(1, secondDelayNs);
  }

  private void tell(int side, long delayNs) {
    long drainedNs = lossy ? 0 : lastArrivalNs[1 - side] + 1 - network.nowNs();
    end(side).post(Math.max(delayNs, drainedNs), () -> onClosed.get(side).run());
  }

  private void travel(int from, Runnable delivery) {
    long arrivalNs =
        Math.max(
            lastArrivalNs[from] + 1,
            network.nowNs() + network.delayNs(chance, end(from), end(1 - from)));
    lastArrivalNs[from] = arrivalNs;
    end(1 - from)
        .post(
            arrivalNs - network.nowNs(),
            () -> {
              if (!lossy) {
                delivery.run();
              }
            });
  }
}
