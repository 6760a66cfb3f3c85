package io.maillon.recovery.partition;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.log.Commit;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.Refused;
import io.maillon.recovery.log.PartitionLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An owner in office: appends commits, counts confirmations, and changes its replicas jointly.
 *
 * <p>A commit is committed once every replica of the active configuration has confirmed it in the
 * epoch in which the owner speaks, and, from the proposal of other replicas until its outcome is
 * known, every proposed one too. With replication 0 its own log is enough.
 *
 * <p>Invariants: {@code committedIndex <= lastIndex}, and never falls; {@code speaks >= epoch}.
 */
public final class OwnerCore {
  private static final long KEPT_BYTES_MAX = 8 << 20;
  private static final int TELL_AFTER_TICKS = 5;

  private final PartitionId partition;
  private final ReplicaCore held;
  private final PartitionLog log;
  private final boolean replicated;
  private final Replication replication;
  private final Map<PartitionId, Long> movedMarks = new TreeMap<>();
  private long epoch;
  private List<InstanceId> replicas;
  private Optional<Claim> proposal = Optional.empty();
  private boolean joint;
  private long committedIndex;
  private long toldIndex;
  private int quietTicks;

  /**
   * Takes office under an activated configuration: everything in the log is held by all its
   * members, so it is committed.
   *
   * @param replication with which the log was installed on them, in the epoch of the office
   */
  OwnerCore(
      PartitionId partition,
      Configuration active,
      boolean replicated,
      ReplicaCore held,
      Replication replication) {
    this.partition = partition;
    this.held = held;
    this.replicated = replicated;
    this.replication = replication;
    log = held.log().orElseThrow();
    epoch = active.epoch();
    replicas = active.replicas();
    committedIndex = log.lastIndex();
    log.foldTo(committedIndex);
    replication.setMembers(replicas, replicas, committedIndex);
  }

  /** Of the configuration under which the office is held. */
  public long epoch() {
    return epoch;
  }

  /** Epoch in which the owner speaks to its replicas: that of its newest claim. */
  public long speaks() {
    return replication.epoch();
  }

  public List<InstanceId> replicas() {
    return replicas;
  }

  public PartitionLog log() {
    return log;
  }

  public long committedIndex() {
    return committedIndex;
  }

  /** Whether its own promise still lets it speak. */
  public boolean mayAct() {
    return held.serves(speaks());
  }

  /** Adds a commit and sends it to the replicas. */
  public void append(Commit commit) {
    held.append(commit);
    List<ChannelMark> marks = takeMarks();
    replication.push(committedIndex, marks);
    toldIndex = committedIndex;
    quietTicks = 0;
    advance();
    held.acknowledge(marks);
  }

  /** A target has consumed outputs durably. */
  public int acknowledge(PartitionId target, long offset) {
    int dropped = log.acknowledge(target, offset);
    if (dropped > 0) {
      movedMarks.merge(target, offset, Math::max);
    }
    return dropped;
  }

  /**
   * To be called about every 10 ms. What is committed and acknowledged goes to replicas with the
   * next commit; when none has come for some time, without one.
   */
  public void onTick() {
    boolean news = toldIndex != committedIndex || !movedMarks.isEmpty();
    if (news && ++quietTicks >= TELL_AFTER_TICKS) {
      quietTicks = 0;
      toldIndex = committedIndex;
      List<ChannelMark> marks = takeMarks();
      replication.tell(committedIndex, marks);
      held.acknowledge(marks);
    }
  }

  /** What was acknowledged since it was last told. */
  private List<ChannelMark> takeMarks() {
    if (movedMarks.isEmpty()) {
      return List.of();
    }
    List<ChannelMark> marks = new ArrayList<>();
    movedMarks.forEach((target, offset) -> marks.add(new ChannelMark(target, offset, offset)));
    movedMarks.clear();
    return marks;
  }

  /**
   * The coordinator granted a claim that changes the replicas only. The owner speaks in its epoch
   * from now on; an earlier proposal can no longer be activated.
   *
   * @param active in force when the claim was granted
   */
  void propose(Claim claim, Configuration active) {
    if (claim.epoch() <= speaks()) {
      return;
    }
    held.promise(claim.epoch());
    epoch = active.epoch();
    replicas = active.replicas();
    joint = false;
    proposal = Optional.of(claim);
    replication.speakIn(claim.epoch(), committedIndex);
    Set<InstanceId> all = new LinkedHashSet<>(replicas);
    all.addAll(claim.replicas());
    replication.setMembers(all, replicas, committedIndex);
    advance();
  }

  /** The proposal's epoch if every proposed replica holds all that is or can become committed. */
  Optional<Long> readyToActivate() {
    return joint && replication.allHold(proposal.orElseThrow().replicas(), committedIndex)
        ? proposal.map(Claim::epoch)
        : Optional.empty();
  }

  /** Raft activated the proposal. */
  void learn(Configuration active) {
    epoch = active.epoch();
    replicas = active.replicas();
    proposal = Optional.empty();
    joint = false;
    replication.setMembers(replicas, replicas, committedIndex);
    advance();
  }

  /**
   * Members of the active configuration came back under new names, with their files and promises:
   * the same logs, to be probed anew.
   */
  void rename(List<InstanceId> renamed) {
    if (!renamed.equals(replicas)) {
      replicas = renamed;
      replication.setMembers(members(), replicas, committedIndex);
      advance();
    }
  }

  void onConnected(InstanceId peer) {
    replication.onConnected(peer, committedIndex);
  }

  void onDisconnected(InstanceId peer) {
    replication.onDisconnected(peer);
  }

  void onAppended(InstanceId peer, Appended m) {
    replication.onAppended(peer, m, committedIndex);
    advance();
  }

  void onInstallTaken(InstanceId peer, InstallTaken m) {
    replication.onInstallTaken(peer, m);
  }

  void onRefused(InstanceId peer, Refused m) {
    replication.onRefused(peer, m, committedIndex);
  }

  /** Members without which nothing more can be committed, and that have not confirmed all. */
  public List<InstanceId> waitsFor() {
    return replication.lacking(quorum(), log.lastIndex());
  }

  /** Members whose connection is needed. */
  Collection<InstanceId> members() {
    Set<InstanceId> all = new LinkedHashSet<>(replicas);
    proposal.ifPresent(p -> all.addAll(p.replicas()));
    return all;
  }

  public void checkInvariants() {
    log.checkInvariants();
    if (committedIndex > log.lastIndex() || speaks() < epoch || (joint && proposal.isEmpty())) {
      throw new IllegalStateException(
          partition
              + " epoch "
              + epoch
              + " speaks "
              + speaks()
              + " committed "
              + committedIndex
              + " of "
              + log.lastIndex());
    }
  }

  private void advance() {
    becomeJoint();
    if (mayAct() && (!replicated || !quorum().isEmpty())) {
      long upTo =
          replicated ? Math.min(replication.heldByAll(quorum()), log.lastIndex()) : log.lastIndex();
      committedIndex = Math.max(committedIndex, upTo);
      log.foldTo(committedIndex);
    }
    // A member that takes too long to install gets another image instead of what was kept for it.
    boolean keep = log.keptBytes() <= KEPT_BYTES_MAX;
    log.forgetTo(keep ? Math.min(committedIndex, replication.forgettableIndex()) : committedIndex);
  }

  /**
   * Proposed replicas count from the moment when they have the image and are sent commits as they
   * come; before, they would only hold up commits. To wait until they hold all that is committed
   * would be to wait for a pause in the work.
   */
  private void becomeJoint() {
    if (!joint && proposal.isPresent() && replication.allStream(proposal.get().replicas())) {
      joint = true;
    }
  }

  private Collection<InstanceId> quorum() {
    if (!joint) {
      return replicas;
    }
    Set<InstanceId> both = new LinkedHashSet<>(replicas);
    both.addAll(proposal.orElseThrow().replicas());
    return both;
  }
}
