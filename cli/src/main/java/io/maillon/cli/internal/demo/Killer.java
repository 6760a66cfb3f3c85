package io.maillon.cli.internal.demo;

import io.maillon.cli.internal.local.CoordinatorProcesses;
import io.maillon.cli.internal.local.OwnProcesses;
import io.maillon.cli.internal.run.Look;
import io.maillon.cli.internal.run.Progress;
import io.maillon.coordinator.status.InstanceStatus;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.PartitionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Carries out a kill schedule: each kill waits until the pipeline has recovered from the one
 * before, then for its drawn gap. Ends only processes that end with this one, so were started for
 * it. Owned by one thread; times in nanoseconds of {@link System#nanoTime}.
 */
final class Killer {
  /** Raft entries that a coordinator may be behind and still count as back. */
  private static final int LAG_MAX = 100;

  private final Deque<KillSchedule.Kill> schedule;
  private final String stage;
  private final int replication;
  private final int instances;
  private final CoordinatorProcesses coordinators;
  private final Progress progress;
  private final List<Killed> done = new ArrayList<>();
  private boolean settled;
  private long dueNs;

  /**
   * @param stage whose owners and replica holders are aimed at
   * @param replication of that stage
   * @param instances that must be alive before the next kill
   */
  Killer(
      List<KillSchedule.Kill> schedule,
      String stage,
      int replication,
      int instances,
      CoordinatorProcesses coordinators,
      Progress progress) {
    this.schedule = new ArrayDeque<>(schedule);
    this.stage = stage;
    this.replication = replication;
    this.instances = instances;
    this.coordinators = coordinators;
    this.progress = progress;
  }

  /**
   * What was done.
   *
   * @param victim what it was aimed at
   * @param name of the instance or coordinator
   * @param atNs when
   * @param atMs the same, wall-clock time
   * @param owned partitions of the stage that lost their owner
   */
  record Killed(Victim victim, String name, long atNs, long atMs, List<PartitionId> owned) {
    Killed {
      owned = List.copyOf(owned);
    }
  }

  List<Killed> done() {
    return done;
  }

  int left() {
    return schedule.size();
  }

  /** Kills if it is time to. */
  void step(Look look, long nowNs) {
    if (schedule.isEmpty()) {
      return;
    }
    if (look.pipeline().isEmpty() || !recovered(look.document(), look.pipeline().get())) {
      settled = false;
    } else if (!settled) {
      settled = true;
      dueNs = nowNs + schedule.peek().gapMs() * 1_000_000L;
    } else if (nowNs >= dueNs && kill(schedule.peek(), look)) {
      schedule.remove();
      settled = false;
    }
  }

  private boolean recovered(StatusDocument document, PipelineStatus status) {
    long alive = status.instances().stream().filter(InstanceStatus::alive).count();
    boolean victimGone =
        done.isEmpty()
            || status
                .instance(done.get(done.size() - 1).name())
                .filter(InstanceStatus::alive)
                .isEmpty();
    return coordinators.alive() == coordinators.addresses().size()
        && document.laggards(LAG_MAX) == 0
        && alive >= instances
        && victimGone
        && status.partitions().stream().allMatch(p -> isWhole(p, status));
  }

  private boolean isWhole(PartitionStatus partition, PipelineStatus status) {
    return partition.finished()
        || (isAlive(partition.owner(), status)
            && partition.state().equals("ACTIVE")
            && partition.replicas().size()
                >= (partition.id().stage().equals(stage) ? replication : 0)
            && partition.replicas().stream().allMatch(r -> isAlive(Optional.of(r), status)));
  }

  private static boolean isAlive(Optional<String> instance, PipelineStatus status) {
    return instance.flatMap(status::instance).filter(InstanceStatus::alive).isPresent();
  }

  private boolean kill(KillSchedule.Kill kill, Look look) {
    PipelineStatus status = look.pipeline().orElseThrow();
    if (kill.victim() == Victim.LEADER) {
      coordinators.kill(look.document().leader());
      tell(kill.victim(), look.document().leader(), List.of(), status);
      return true;
    }
    List<String> candidates = candidates(kill.victim(), status);
    if (candidates.isEmpty()) {
      return false;
    }
    InstanceStatus target = status.instance(kill.pick(candidates)).orElseThrow();
    Optional<ProcessHandle> process = OwnProcesses.find(target.pid());
    if (process.isEmpty()) {
      return false;
    }
    process.get().destroyForcibly();
    tell(kill.victim(), target.id(), owned(target.id(), status), status);
    return true;
  }

  private List<String> candidates(Victim victim, PipelineStatus status) {
    TreeSet<String> names = new TreeSet<>();
    for (PartitionStatus partition : status.stage(stage)) {
      if (!partition.finished()) {
        // Without replicas there is nobody else to aim at.
        boolean owner = victim == Victim.OWNER || replication == 0;
        names.addAll(owner ? partition.owner().stream().toList() : partition.replicas());
      }
    }
    return List.copyOf(names);
  }

  private List<PartitionId> owned(String instance, PipelineStatus status) {
    return status.stage(stage).stream()
        .filter(p -> p.owner().filter(instance::equals).isPresent())
        .map(PartitionStatus::id)
        .toList();
  }

  private void tell(Victim victim, String name, List<PartitionId> owned, PipelineStatus status) {
    done.add(new Killed(victim, name, System.nanoTime(), System.currentTimeMillis(), owned));
    progress.line("kill -9 " + name + ": " + described(victim, name, owned, status));
  }

  private String described(
      Victim victim, String name, List<PartitionId> owned, PipelineStatus status) {
    if (victim == Victim.LEADER) {
      return "leader of the coordinators";
    }
    long held = status.stage(stage).stream().filter(p -> p.replicas().contains(name)).count();
    return "owner of " + owned.size() + " and replica of " + held + " partitions of " + stage;
  }
}
