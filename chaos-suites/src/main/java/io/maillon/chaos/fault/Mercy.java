package io.maillon.chaos.fault;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.protocol.InstanceId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps faults within what a pipeline promises to bear: of every partition one member stays well
 * that holds its log, and of the coordinators a majority. Without it the suite would show that data
 * is lost when all copies are. Owned by one thread.
 */
final class Mercy {
  /** What was seen longer ago than that may have changed. */
  private static final long LOOK_AGE_MAX_MS = 500;

  /** So long a heap may take to be full after nobody waits for it any more. */
  private static final long LATE_END_MS = 10_000;

  /**
   * What surely ends the present life of an instance. What only may, such as a limit of memory or
   * the end of a failing disk, is seen by its end: until then the fault lasts, and no node counts
   * on which one does.
   */
  private static final Set<FaultKind> DEADLY =
      EnumSet.of(
          FaultKind.KILL,
          FaultKind.TERMINATE,
          FaultKind.POWER_LOSS,
          FaultKind.OUT_OF_MEMORY,
          FaultKind.SUSPECT,
          FaultKind.WIPE,
          FaultKind.DOUBLE_KILL,
          FaultKind.KILL_IN_RECOVERY,
          FaultKind.QUORUM_LOSS,
          FaultKind.ROLLING_RESTART);

  /** What slows down and does not silence. */
  private static final Set<FaultKind> GENTLE =
      EnumSet.of(
          FaultKind.DELAY, FaultKind.JITTER, FaultKind.BANDWIDTH, FaultKind.LOSS, FaultKind.RESET);

  private final boolean quorumLoss;
  private final Health health = new Health();

  /**
   * @param quorumLoss whether a majority of the coordinators may be hurt by any faults together
   */
  Mercy(boolean quorumLoss) {
    this.quorumLoss = quorumLoss;
  }

  /**
   * Takes note of what is seen now.
   *
   * @param down nodes on which nothing runs, whoever ended it
   */
  void observe(Look look, Set<String> down, long nowMs) {
    health.observe(look, down, nowMs);
  }

  /** Whether a strike on these leaves enough that is well. */
  boolean spares(List<String> victims, FaultKind kind, Look look, long nowMs) {
    if (GENTLE.contains(kind)) {
      return true;
    }
    List<String> coordinators = victims.stream().filter(look.coordinators()::contains).toList();
    if (!coordinators.isEmpty() && !sparesCoordinators(coordinators, kind, look)) {
      return false;
    }
    List<String> instances = victims.stream().filter(look.instances()::contains).toList();
    return instances.isEmpty()
        || (nowMs - look.atMs() <= LOOK_AGE_MAX_MS
            && look.status()
                .map(
                    s ->
                        spares(instances, s)
                            && (kind != FaultKind.KILL_IN_RECOVERY || takesOver(instances, s)))
                .orElse(false));
  }

  /** The claim of a life that is over stays until the leader has noticed. */
  private boolean takesOver(List<String> victims, PipelineStatus status) {
    return Takeover.all(status).stream()
        .filter(takeover -> victims.contains(takeover.node()))
        .anyMatch(takeover -> !health.isOver(InstanceId.parse(takeover.candidate())));
  }

  private boolean sparesCoordinators(List<String> victims, FaultKind kind, Look look) {
    int all = look.coordinators().size();
    long well =
        look.coordinators().stream().filter(c -> !victims.contains(c) && health.isWell(c)).count();
    return switch (kind) {
      case WIPE, QUORUM_LOSS -> well == all - victims.size();
      default -> quorumLoss || well + (costsOneOfTwo(victims, kind) ? 1 : 0) > all / 2;
    };
  }

  /** What comes between two that are well costs one of them: the other still has the third. */
  private boolean costsOneOfTwo(List<String> victims, FaultKind kind) {
    return victims.size() == 2
        && !DEADLY.contains(kind)
        && victims.stream().allMatch(health::isWell);
  }

  private boolean spares(List<String> victims, PipelineStatus status) {
    return status.partitions().stream()
        .filter(p -> !p.finished())
        .allMatch(p -> members(p).anyMatch(m -> holds(m, victims, status)));
  }

  static Stream<String> members(PartitionStatus partition) {
    return Stream.concat(partition.owner().stream(), partition.replicas().stream());
  }

  /** Who is suspected or without a connection may be declared dead next, rightly or not. */
  private boolean holds(String member, List<String> victims, PipelineStatus status) {
    InstanceId life = InstanceId.parse(member);
    return !victims.contains(life.name())
        && health.isWell(life.name())
        && !health.isOver(life)
        && status.instance(member).filter(i -> i.state().equals("ALIVE")).isPresent();
  }

  /** Whether a node has recovered from what was, though a fault may last on it. */
  boolean hasRecovered(String node) {
    return health.hasRecovered(node);
  }

  void began(Injection fault, Look look, long nowMs) {
    if (GENTLE.contains(fault.kind())) {
      return;
    }
    for (String node : fault.nodes()) {
      if (fault.kind().lasts()) {
        health.hurts(node);
      }
      if (DEADLY.contains(fault.kind())) {
        health.ended(node, look, nowMs);
      } else {
        health.ails(node, nowMs);
      }
    }
  }

  /** It left no evidence, but may have done something. */
  void failed(Injection fault, long nowMs) {
    if (!GENTLE.contains(fault.kind())) {
      long sinceMs = nowMs + (fault.kind() == FaultKind.OUT_OF_MEMORY ? LATE_END_MS : 0);
      fault.nodes().forEach(node -> health.ails(node, sinceMs));
    }
  }

  void ended(Injection fault, long nowMs) {
    if (GENTLE.contains(fault.kind())) {
      return;
    }
    for (String node : fault.nodes()) {
      health.heals(node);
      if (fault.kind() != FaultKind.ROLLING_RESTART) { // That ends because the node has recovered.
        health.ails(node, nowMs);
      }
    }
  }
}
