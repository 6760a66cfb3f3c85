package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.InstanceRecord;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.PipelineState;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Watches what is agreed: epochs grow, one candidate per epoch, and whoever becomes a member of an
 * active configuration holds everything that is committed (invariants 1 and 3).
 */
@SuppressWarnings("ReferenceEquality") // a changed record is another object
final class Truths {
  private record Granted(PartitionId partition, long epoch) {}

  private final World world;
  private final Map<Granted, InstanceId> candidates = new HashMap<>();
  private final Map<Long, InstanceId> registered = new HashMap<>();
  private final Map<Granted, CommitNode> committedAt = new HashMap<>();
  private final Map<PartitionId, PartitionRecord> known = new TreeMap<>();
  private final Map<PartitionId, CommitNode> beginnings = new TreeMap<>();
  private PipelineState state = PipelineState.RUNNING;
  private boolean lossAccepted;

  Truths(World world) {
    this.world = world;
  }

  /** Whether an operator gave up what was lost: nothing is promised about it any more. */
  boolean lossAccepted() {
    return lossAccepted;
  }

  /** As it is agreed. */
  PipelineState state() {
    return state;
  }

  Optional<PartitionRecord> of(PartitionId partition) {
    return Optional.ofNullable(known.get(partition));
  }

  void onApplied(PipelineRecord pipeline) {
    for (PartitionRecord now : pipeline.partitions()) {
      PartitionRecord before = known.put(now.partition(), now);
      if (!now.equals(before)) {
        onChanged(before, now);
      }
    }
    pipeline.instances().forEach(this::checkRegistration);
    if (pipeline.state() != state) {
      world.trace().transition("pipeline " + state + "->" + pipeline.state());
      state = pipeline.state();
      world.onState(pipeline);
    }
  }

  /** A registration may be asked for and agreed to again and again: it is the same life. */
  private void checkRegistration(InstanceRecord instance) {
    InstanceId other = registered.putIfAbsent(instance.register().session(), instance.id());
    if (other != null && !other.equals(instance.id())) {
      throw new Violation(
          1, instance.id() + " is of the same registration as " + other + ": expected one life");
    }
  }

  private void onChanged(PartitionRecord before, PartitionRecord now) {
    PartitionId id = now.partition();
    lossAccepted |= now.lossAccepted();
    long newest = before == null ? 0 : before.newestEpoch();
    long active = before == null ? 0 : before.active().epoch();
    if (now.newestEpoch() < newest || now.active().epoch() < active) {
      throw new Violation(1, id + ": epoch fell from " + newest + " to " + now.newestEpoch());
    }
    now.claim().ifPresent(c -> onClaim(id, c, newest));
    world.recorder().onAgreed(now, newest, active);
    if (now.active().epoch() > active) {
      onActive(id, now.active());
    }
  }

  private void onClaim(PartitionId id, Claim claim, long newestBefore) {
    InstanceId other = candidates.putIfAbsent(new Granted(id, claim.epoch()), claim.candidate());
    if (other != null && !other.equals(claim.candidate())) {
      throw new Violation(
          1,
          id + ": epoch " + claim.epoch() + " granted to " + other + " and " + claim.candidate());
    }
    if (claim.epoch() > newestBefore) {
      world
          .trace()
          .transition(
              id
                  + " epoch "
                  + claim.epoch()
                  + " claimed by "
                  + claim.candidate()
                  + " with "
                  + claim.replicas());
    }
  }

  private void onActive(PartitionId id, Configuration active) {
    InstanceId owner = active.owner().orElseThrow();
    world
        .trace()
        .transition(
            id + " epoch " + active.epoch() + " active " + owner + " with " + active.replicas());
    CommitNode log = hold(id, owner);
    CommitNode root = log.root0();
    CommitNode former = beginnings.put(id, root);
    StageSpec stage = world.swarm().spec().stage(id.stage());
    if (former != null && former != root && !stage.isVolatile() && !lossAccepted) {
      throw new Violation(3, id + " epoch " + active.epoch() + " begins with an empty log");
    }
    CommitNode committed = world.history().of(id).line(log).tip();
    committedAt.put(new Granted(id, active.epoch()), committed);
    require(id, owner, log, committed, active);
    for (InstanceId replica : active.replicas()) {
      require(id, replica, hold(id, replica), committed, active);
    }
    if (former == null) {
      world.probes().hit("activation of a start");
    } else {
      world.probes().hit("activation of a takeover or change");
    }
  }

  /** A life that joined and was not told so yet has what lies in the files of its name. */
  private Optional<CommitNode> tip(PartitionId id, InstanceId member) {
    Optional<Life> life = world.life(member);
    if (life.isPresent()) {
      return life.get().stores().tip(id);
    }
    boolean onFile = world.swarm().spec().stage(id.stage()).log() == LogKind.FILE;
    return onFile ? world.files(member.name()).file(id).tip() : Optional.empty();
  }

  private CommitNode hold(PartitionId id, InstanceId member) {
    return tip(id, member)
        .orElseThrow(() -> new Violation(3, id + ": member " + member + " holds no log"));
  }

  private static void require(
      PartitionId id, InstanceId who, CommitNode log, CommitNode committed, Configuration in) {
    if (!log.contains(committed)) {
      throw new Violation(
          3,
          id
              + ": "
              + who
              + " in "
              + in
              + " holds the log up to "
              + log
              + ": expected it to contain "
              + committed
              + ", which is committed");
    }
  }

  /** What was committed when the epoch became active. */
  Optional<CommitNode> committedAt(PartitionId partition, long epoch) {
    return Optional.ofNullable(committedAt.get(new Granted(partition, epoch)));
  }

  /** A commit counts as committed for the first time: who is in force has to hold it. */
  void onCommitted(PartitionId id, CommitNode node, InstanceId by) {
    PartitionRecord record = known.get(id);
    if (record == null || record.finished() || lossAccepted) {
      return;
    }
    for (InstanceId replica : record.active().replicas()) {
      Optional<CommitNode> log = tip(id, replica);
      if (log.isEmpty() || !log.get().contains(node)) {
        throw new Violation(
            2,
            id
                + ": "
                + by
                + " takes commit "
                + node
                + " for committed, replica "
                + replica
                + " of the active epoch "
                + record.active().epoch()
                + " holds "
                + log.map(CommitNode::toString).orElse("no log"));
      }
    }
  }
}
