package io.maillon.coordinator.leader;

import io.maillon.coordinator.state.Action;
import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Activate;
import io.maillon.recovery.plan.InstanceView;
import io.maillon.recovery.plan.PartitionView;
import io.maillon.recovery.plan.Plan;
import io.maillon.recovery.plan.Planner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which claims to grant, which to activate and which losses to declare. One grant is on its way at
 * a time, so that no plan is made on what is about to change. Owned by {@link PipelineLead}.
 */
final class Reconfigurations {
  /** Of losses, each has a line of text for each upstream. */
  private static final int PER_COMMAND = 500;

  private final PipelineRecord record;
  private final LeaderSettings settings;
  private final Times times;
  private final Attachments attachments;
  private final Lives lives;
  private final Reports reports;
  private final int instancesWanted;
  private final Map<PartitionId, Attempts> attempts = new TreeMap<>();
  private final Map<PartitionId, Action.Activation> installed = new TreeMap<>();
  private final Set<Action.Activation> activating = new HashSet<>();
  private Map<PartitionId, String> waits = new TreeMap<>();
  private List<PartitionView> plannedPartitions = List.of();
  private List<InstanceView> plannedInstances = List.of();
  private Plan lastPlan = new Plan(List.of(), List.of(), new TreeMap<>());
  private boolean granting;
  private long startedAtNs = Long.MAX_VALUE;

  Reconfigurations(
      PipelineRecord record,
      LeaderSettings settings,
      Times times,
      Attachments attachments,
      Lives lives,
      Reports reports,
      int instancesWanted) {
    this.record = record;
    this.settings = settings;
    this.times = times;
    this.attachments = attachments;
    this.lives = lives;
    this.reports = reports;
    this.instancesWanted = instancesWanted;
  }

  /** Why nothing can be done for a partition now; empty = nothing is wanting. */
  String waits(PartitionId partition) {
    return waits.getOrDefault(partition, "");
  }

  /** Whether recoveries are under way that want no more instances than there are. */
  boolean areUnderWay() {
    return granting || (waits.isEmpty() && record.partitions().stream().anyMatch(this::recovers));
  }

  private boolean recovers(PartitionRecord p) {
    return p.claim().isPresent()
        && Lives.members(p).stream().anyMatch(m -> !lives.isWell(m))
        && !isStuck(p);
  }

  /**
   * A candidate, or an owner for its next configuration, has installed its claim; or repeats it.
   */
  void onInstalled(Activate m) {
    Action.Activation known = installed.get(m.partition());
    if (known == null || known.epoch() != m.epoch() || !known.candidate().equals(m.instance())) {
      installed.put(
          m.partition(),
          new Action.Activation(m.partition(), m.epoch(), m.instance(), times.nowMs()));
    }
  }

  /** What was proposed was applied, or it is not known whether it was. */
  void onAnswered(Action action) {
    if (action instanceof Action.Grant || action instanceof Action.DeclareLoss) {
      granting = false;
    } else if (action instanceof Action.Activate a) {
      a.activations().forEach(activating::remove);
    }
  }

  /** One command for all that are installed by now and not asked for yet. */
  Optional<Action> activate() {
    // What the state would refuse is not asked for: the refusal would only lead here again.
    installed.values().removeIf(a -> !record.mayBeActivated(a));
    List<Action.Activation> ready =
        installed.values().stream()
            .filter(a -> !activating.contains(a))
            .limit(PER_COMMAND)
            .toList();
    activating.addAll(ready);
    return ready.isEmpty()
        ? Optional.empty()
        : Optional.of(new Action.Activate(record.spec().name(), ready));
  }

  /** What is to be proposed now. */
  Optional<Action> plan() {
    if (granting || !record.isLive() || !hasStarted()) {
      return Optional.empty();
    }
    Plan plan = planned(partitions(), instances());
    waits = plan.waiting();
    Action action = null;
    if (!plan.lost().isEmpty() && !lives.areInDoubt()) {
      action = new Action.DeclareLoss(record.spec().name(), losses(first(plan.lost())));
    } else if (!plan.moves().isEmpty()) {
      action =
          new Action.Grant(
              record.spec().name(), first(plan.moves()).stream().map(this::granted).toList());
    }
    granting = action != null;
    return Optional.ofNullable(action);
  }

  /** Most ticks find what the last one did, and a plan is a function of that. */
  private Plan planned(List<PartitionView> partitions, List<InstanceView> instances) {
    if (!partitions.equals(plannedPartitions) || !instances.equals(plannedInstances)) {
      lastPlan = Planner.plan(record.spec(), partitions, instances);
      plannedPartitions = partitions;
      plannedInstances = instances;
    }
    return lastPlan;
  }

  /** As many as fit in a command; the next plan has the others. */
  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(all.size(), PER_COMMAND));
  }

  /** The first claims wait until everybody wanted is there, or late enough. */
  private boolean hasStarted() {
    long living = record.instances().stream().filter(InstanceRecord::alive).count();
    if (living == 0) {
      return false;
    }
    startedAtNs = Math.min(startedAtNs, times.nowNs());
    return record.partitions().stream()
            .anyMatch(p -> p.active().epoch() > 0 || p.claim().isPresent())
        || living >= instancesWanted
        || times.nowNs() - startedAtNs >= settings.startGraceNs();
  }

  private List<PartitionView> partitions() {
    return record.partitions().stream()
        .filter(p -> !p.finished() && p.loss().isEmpty())
        .map(this::view)
        .toList();
  }

  private PartitionView view(PartitionRecord p) {
    if (p.claim().isEmpty()) {
      attempts.remove(p.partition());
    }
    return new PartitionView(
        p.partition(), p.active(), p.newestEpoch(), p.claim(), isStuck(p), p.lossAccepted());
  }

  private boolean isStuck(PartitionRecord p) {
    return p.claim()
        .map(c -> attempts.computeIfAbsent(p.partition(), x -> new Attempts()))
        .map(a -> a.isStuck(p.newestEpoch(), settings.claimStuckNs(), times.nowNs()))
        .orElse(false);
  }

  private List<InstanceView> instances() {
    return record.instances().stream().filter(i -> lives.isWell(i.id())).map(this::view).toList();
  }

  private InstanceView view(InstanceRecord i) {
    return new InstanceView(
        i.id(),
        lives.isTrusted(i.id()) && !lives.isSpared(i.id()) && attachments.isAttached(i.id()),
        i.register().host(),
        i.register().stages(),
        i.register().logHost(),
        i.register().carries());
  }

  private Action.Granted granted(Plan.Move move) {
    PartitionView from = move.from();
    return new Action.Granted(
        from.id(),
        from.active().epoch(),
        from.newestEpoch(),
        move.claim(),
        move.fresh(),
        cause(move));
  }

  private String cause(Plan.Move move) {
    PartitionRecord partition = record.partition(move.from().id()).orElseThrow();
    return Lives.members(partition).stream()
        .flatMap(m -> lives.endReason(m).stream())
        .findFirst()
        .map(reason -> move.cause() + ": " + reason)
        .orElse(move.cause());
  }

  private List<Action.Loss> losses(List<PartitionId> lost) {
    return lost.stream().map(p -> loss(record.partition(p).orElseThrow())).toList();
  }

  private Action.Loss loss(PartitionRecord p) {
    Action.Stable s = reports.lastKnown(p);
    String message =
        "partition "
            + p.partition()
            + " epoch "
            + p.active().epoch()
            + ": owner "
            + p.active().owner().map(InstanceId::toString).orElse("none")
            + " and all replicas "
            + p.active().replicas()
            + " are gone; at risk: outputs after offset "
            + s.ackedOffset()
            + " (last known "
            + s.lastOffset()
            + "), its state, and inputs consumed up to "
            + s.positions().stream().map(x -> x.upstream() + " offset " + x.offset()).toList()
            + " or later";
    return new Action.Loss(p.partition(), p.active().epoch(), message);
  }
}
