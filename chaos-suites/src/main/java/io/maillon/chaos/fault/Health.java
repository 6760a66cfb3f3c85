package io.maillon.chaos.fault;

import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.InstanceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which nodes are well: their process runs, no fault lasts on them, and from what was before they
 * have recovered by what the leader tells. Owned by one thread.
 *
 * <p>An instance has recovered when the leader has a connection to a life of it that no fault has
 * ended, and when all partitions of that life are in office. A coordinator has when it has
 * committed more than any of them had when it came back: so it has the whole log, even if it had
 * lost it.
 */
final class Health {
  private static final long UNKNOWN = -1;

  /** What ails a node, until it has recovered. */
  private static final class Ailment {
    /** Only what was asked later tells of the time since. */
    long sinceMs;

    /** Of a coordinator: commit index that it has to exceed. */
    long behind = UNKNOWN;
  }

  /** Faults that last, by node. */
  private final Map<String, Integer> hurt = new HashMap<>();

  private final Map<String, Ailment> ailing = new HashMap<>();

  /** Highest incarnation of an instance that is over, whatever the leader says. */
  private final Map<String, Long> over = new HashMap<>();

  private Set<String> down = Set.of();

  /**
   * Takes note of what is seen now.
   *
   * @param nodes on which nothing runs, whoever ended it
   */
  void observe(Look look, Set<String> nodes, long nowMs) {
    down = Set.copyOf(nodes);
    for (String node : down) {
      ended(node, look, nowMs);
    }
    ailing.entrySet().removeIf(e -> hasRecovered(e.getKey(), e.getValue(), look));
  }

  /** A fault lasts from now on. */
  void hurts(String node) {
    hurt.merge(node, 1, Integer::sum);
  }

  /** One that lasted is over. */
  void heals(String node) {
    hurt.merge(node, -1, Integer::sum);
  }

  /** Something was done to it: what was known is no longer sure. */
  void ails(String node, long nowMs) {
    Ailment ailment = ailing.computeIfAbsent(node, n -> new Ailment());
    ailment.sinceMs = Math.max(ailment.sinceMs, nowMs);
    ailment.behind = UNKNOWN;
  }

  /** Its present life is over, also if the leader does not know. */
  void ended(String node, Look look, long nowMs) {
    ails(node, nowMs);
    lives(node, look).forEach(life -> over.merge(node, life, Math::max));
  }

  /** Whether it has recovered from what was; a fault may last on it. */
  boolean hasRecovered(String node) {
    return !ailing.containsKey(node) && !down.contains(node);
  }

  boolean isWell(String node) {
    return hasRecovered(node) && hurt.getOrDefault(node, 0) == 0;
  }

  /** Whether that life of an instance is over. */
  boolean isOver(InstanceId life) {
    return life.incarnation() <= over.getOrDefault(life.name(), 0L);
  }

  private boolean hasRecovered(String node, Ailment ailment, Look look) {
    if (look.atMs() <= ailment.sinceMs) {
      return false;
    }
    if (look.coordinators().contains(node)) {
      if (ailment.behind == UNKNOWN) {
        ailment.behind = look.foremost();
      }
      return look.commitIndex(node) > ailment.behind;
    }
    return look.status().filter(s -> isAtWork(node, s)).isPresent();
  }

  private boolean isAtWork(String node, PipelineStatus status) {
    return status.instances().stream()
        .filter(i -> i.state().equals("ALIVE") && Victims.node(i.id()).equals(node))
        .filter(i -> !isOver(InstanceId.parse(i.id())))
        .anyMatch(i -> status.partitions().stream().noneMatch(p -> isUnsettled(p, i)));
  }

  private static boolean isUnsettled(PartitionStatus partition, InstanceStatus life) {
    return Mercy.members(partition).anyMatch(life.id()::equals)
        && !partition.state().equals("ACTIVE")
        && !partition.finished();
  }

  private static Stream<Long> lives(String node, Look look) {
    return look.status().stream()
        .flatMap(s -> s.instances().stream())
        .map(i -> InstanceId.parse(i.id()))
        .filter(life -> life.name().equals(node))
        .map(life -> (long) life.incarnation());
  }
}
