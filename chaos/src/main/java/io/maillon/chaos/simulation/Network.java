package io.maillon.chaos.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who can reach whom, and how fast. */
final class Network {
  private static final long CUT_DROPS_MIN_NS = 700 * Chance.MS;
  private static final long CUT_DROPS_MAX_NS = 2_500 * Chance.MS;

  private final EventQueue queue;
  private final long delayMaxNs;
  private final List<Connection> connections = new ArrayList<>();
  private final Set<String> cuts = new TreeSet<>();
  private final Set<String> isolated = new TreeSet<>();
  private final TreeMap<String, Long> slow = new TreeMap<>();
  private long numbers;

  Network(World world) {
    queue = world.queue();
    delayMaxNs = world.swarm().delayMaxNs();
  }

  long nowNs() {
    return queue.nowNs();
  }

  Connection connect(SimulatedProcess dialler, Endpoint acceptor) {
    Chance chance = new Chance(dialler.chance().number());
    Connection connection = new Connection(this, ++numbers, chance, dialler, acceptor);
    connections.add(connection);
    return connection;
  }

  void forget(Connection broken) {
    connections.remove(broken);
  }

  List<Connection> connections() {
    return connections;
  }

  boolean isCut(Endpoint from, Endpoint to) {
    return isIsolated(from)
        || isIsolated(to)
        || (!cuts.isEmpty() && cuts.contains(from.name() + ">" + to.name()));
  }

  private boolean isIsolated(Endpoint one) {
    return !isolated.isEmpty() && isolated.contains(one.name());
  }

  boolean isCutEitherWay(Endpoint one, Endpoint other) {
    return isCut(one, other) || isCut(other, one);
  }

  /** Whether any of its ways is cut. */
  boolean isTouched(Endpoint one) {
    String name = one.name();
    return slow.containsKey(name)
        || cuts.stream().anyMatch(c -> c.startsWith(name + ">") || c.endsWith(">" + name));
  }

  /** What is under way one way stalls; after some time the connection is given up. */
  void cut(Endpoint from, Endpoint to, Chance chance) {
    cuts.add(from.name() + ">" + to.name());
    queue.after(
        chance.between(CUT_DROPS_MIN_NS, CUT_DROPS_MAX_NS),
        () -> {
          for (Connection c : List.copyOf(connections)) {
            if (c.joins(from) && c.joins(to) && isCut(from, to)) {
              c.breakUp(
                  true,
                  c.chance().between(0, 50 * Chance.MS),
                  c.chance().between(0, 900 * Chance.MS));
            }
          }
        });
  }

  void heal(Endpoint from, Endpoint to) {
    cuts.remove(from.name() + ">" + to.name());
    List.copyOf(connections).forEach(Connection::resume);
  }

  /** Nothing comes from it or to it any more, for good. */
  void isolate(Endpoint one) {
    isolated.add(one.name());
    for (Connection c : List.copyOf(connections)) {
      if (c.joins(one)) {
        c.breakUp(true, c.chance().between(0, CUT_DROPS_MAX_NS), CUT_DROPS_MIN_NS);
      }
    }
  }

  void slowDown(Endpoint one, long extraNs) {
    slow.put(one.name(), extraNs);
  }

  void speedUp(Endpoint one) {
    slow.remove(one.name());
  }

  void healAll() {
    cuts.clear();
    slow.clear();
    List.copyOf(connections).forEach(Connection::resume);
  }

  /** Its process is gone: the other ends learn it soon, unless the way is cut. */
  void drop(Endpoint gone) {
    for (Connection c : List.copyOf(connections)) {
      if (c.joins(gone)) {
        long delayNs =
            isCutEitherWay(c.end(0), c.end(1))
                ? c.chance().between(CUT_DROPS_MIN_NS, CUT_DROPS_MAX_NS)
                : c.chance().between(Chance.MS / 5, 5 * Chance.MS);
        c.breakUp(c.chance().percent(50), delayNs, delayNs);
      }
    }
  }

  long delayNs(Chance chance, Endpoint from, Endpoint to) {
    long delay = chance.between(50_000L, delayMaxNs) + from.lagNs() + to.lagNs();
    if (!slow.isEmpty()) {
      delay += extra(chance, from) + extra(chance, to);
    }
    return delay;
  }

  private long extra(Chance chance, Endpoint one) {
    Long most = slow.get(one.name());
    return most == null ? 0 : chance.between(0L, most);
  }
}
