package io.maillon.chaos.fault;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.InstanceId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps faults within what a pipeline promises to bear: of every partition one member stays well
 * that holds its log, and of the coordinators a majority. Without it the suite would show that data
 * is lost when all copies are. Owned by one thread.
 */
final class Mercy {
  /** After a fault ended, its victim may still be declared dead for this long. */
  private static final long CONVALESCENT_MS = 2_500;

  /** What was seen longer ago than that may have changed. */
  private static final long LOOK_AGE_MAX_MS = 500;

  /** What ends the present life of an instance. */
  private static final Set<FaultKind> DEADLY =
      EnumSet.of(FaultKind.KILL, FaultKind.POWER_LOSS, FaultKind.SUSPECT);

  /** What slows down and does not silence. */
  private static final Set<FaultKind> GENTLE =
      EnumSet.of(FaultKind.DELAY, FaultKind.BANDWIDTH, FaultKind.LOSS, FaultKind.RESET);

  /** A coordinator that forgot its votes is not to be needed before it has the log again. */
  private static final long WIPED_MS = 15_000;

  /** Faults that last, by node. */
  private final Map<String, Integer> hurt = new HashMap<>();

  private final boolean quorumLoss;
  private final Map<String, Long> wellAgainMs = new HashMap<>();

  /** Highest incarnation of a node that a kill has ended. */
  private final Map<String, Long> killed = new TreeMap<>();

  /**
   * @param quorumLoss whether a majority of the coordinators may be hurt
   */
  Mercy(boolean quorumLoss) {
    this.quorumLoss = quorumLoss;
  }

  /** Whether a strike on these leaves enough that is well. */
  boolean spares(List<String> victims, FaultKind kind, Look look, long nowMs) {
    if (GENTLE.contains(kind)) {
      return true;
    }
    List<String> coordinators = victims.stream().filter(look.coordinators()::contains).toList();
    if (!coordinators.isEmpty() && !sparesCoordinators(coordinators, kind, look, nowMs)) {
      return false;
    }
    List<String> instances = victims.stream().filter(look.instances()::contains).toList();
    return instances.isEmpty()
        || (nowMs - look.atMs() <= LOOK_AGE_MAX_MS
            && look.status().map(s -> spares(instances, s, nowMs)).orElse(false));
  }

  /** What comes between two that are well costs one of them: the other still has the third. */
  private boolean sparesCoordinators(List<String> victims, FaultKind kind, Look look, long nowMs) {
    long well =
        look.coordinators().stream().filter(c -> !victims.contains(c) && isWell(c, nowMs)).count();
    int all = look.coordinators().size();
    if (kind == FaultKind.WIPE) {
      return well == all - 1;
    }
    boolean pair = victims.size() == 2 && victims.stream().allMatch(v -> isWell(v, nowMs));
    return quorumLoss || well + (pair ? 1 : 0) > all / 2;
  }

  private boolean spares(List<String> victims, PipelineStatus status, long nowMs) {
    return status.partitions().stream()
        .filter(p -> !p.finished())
        .allMatch(p -> members(p).anyMatch(m -> holds(m, victims, status, nowMs)));
  }

  private static Stream<String> members(PartitionStatus partition) {
    return Stream.concat(partition.owner().stream(), partition.replicas().stream());
  }

  private boolean holds(String member, List<String> victims, PipelineStatus status, long nowMs) {
    String node = Victims.node(member);
    return !victims.contains(node)
        && isWell(node, nowMs)
        && incarnation(member) > killed.getOrDefault(node, 0L)
        && status.instance(member).filter(i -> i.alive()).isPresent();
  }

  private boolean isWell(String node, long nowMs) {
    return hurt.getOrDefault(node, 0) == 0 && wellAgainMs.getOrDefault(node, 0L) <= nowMs;
  }

  private static long incarnation(String instance) {
    return InstanceId.parse(instance).incarnation();
  }

  void began(Injection fault, Look look, long nowMs) {
    if (GENTLE.contains(fault.kind())) {
      return;
    }
    for (String node : fault.nodes()) {
      if (fault.kind().lasts()) {
        hurt.merge(node, 1, Integer::sum);
      } else {
        long restMs = fault.kind() == FaultKind.WIPE ? WIPED_MS : CONVALESCENT_MS;
        wellAgainMs.merge(node, nowMs + restMs, Math::max);
      }
    }
    boolean kills = DEADLY.contains(fault.kind());
    if (kills) {
      look.status().stream()
          .flatMap(s -> s.instances().stream())
          .filter(i -> fault.nodes().contains(Victims.node(i.id())))
          .forEach(i -> killed.merge(Victims.node(i.id()), incarnation(i.id()), Math::max));
    }
  }

  void ended(Injection fault, long nowMs) {
    if (GENTLE.contains(fault.kind())) {
      return;
    }
    for (String node : fault.nodes()) {
      hurt.merge(node, -1, Integer::sum);
      wellAgainMs.merge(node, nowMs + CONVALESCENT_MS, Math::max);
    }
  }
}
