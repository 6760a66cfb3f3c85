package io.maillon.recovery.partition;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.control.PartitionEntry;
import io.maillon.protocol.peer.Append;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.Install;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.protocol.peer.Refused;
import io.maillon.recovery.log.LogStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that one instance is for one partition: it may hold its log, stand as candidate, or be
 * in office, and the promise rules over all three. What raises the promise above the epoch of an
 * office ends the office.
 */
public final class PartitionCore {
  private final PartitionId partition;
  private final InstanceId self;
  private final boolean replicated;
  private final ReplicaCore held;
  private final PeerSender sender;
  private Optional<CandidateCore> candidate = Optional.empty();
  private Optional<OwnerCore> owner = Optional.empty();

  /** Stood for or spoken in already: a claim is taken up once, whoever repeats it. */
  private long newestClaim;

  /**
   * @param replicated whether the stage has replicas at all
   */
  public PartitionCore(
      PartitionId partition,
      InstanceId self,
      boolean replicated,
      LogStore store,
      PeerSender sender) {
    this.partition = partition;
    this.self = self;
    this.replicated = replicated;
    this.sender = sender;
    held = new ReplicaCore(partition, store);
  }

  public PartitionId partition() {
    return partition;
  }

  public ReplicaCore held() {
    return held;
  }

  public Optional<CandidateCore> candidate() {
    return candidate;
  }

  public Optional<OwnerCore> owner() {
    return owner;
  }

  /** A claim was granted to this instance, or is repeated. Outdated ones are ignored. */
  public void onAssign(Assign assign) {
    Claim claim = assign.claim();
    if (!claim.candidate().equals(self)
        || !held.serves(claim.epoch())
        || claim.epoch() <= newestClaim) {
      return;
    }
    if (owner.isPresent() && assign.active().isOwner(self)) {
      owner.get().propose(claim, assign.active());
    } else {
      owner = Optional.empty();
      candidate = Optional.of(new CandidateCore(partition, self, assign, held, sender));
    }
    newestClaim = claim.epoch();
  }

  /**
   * What the coordinator has committed about the partition.
   *
   * @return whether this instance is still something for it; if not, its log was discarded
   */
  public boolean onEntry(PartitionEntry entry) {
    Configuration active = entry.active();
    if (active.isOwner(self)) {
      takeOrKeepOffice(active);
    } else if (owner.isPresent() && active.epoch() >= owner.get().epoch()) {
      owner = Optional.empty();
    }
    candidate = candidate.filter(c -> mayStillBeActivated(c.claim(), entry));
    candidate.ifPresent(c -> c.rename(active));
    boolean needed =
        active.isMember(self)
            || candidate.isPresent()
            || owner.isPresent()
            || held.promised() > active.epoch()
            || ownsOnFile(active);
    if (entry.finished() || !needed) {
      owner = Optional.empty();
      candidate = Optional.empty();
      held.discard();
      return false;
    }
    return true;
  }

  /** Epoch of the claim whose installation is complete, so that Raft may activate it. */
  public Optional<Long> readyToActivate() {
    if (owner.isPresent()) {
      return owner.get().readyToActivate();
    }
    return candidate
        .filter(c -> c.phase() == CandidateCore.Phase.INSTALLED)
        .map(c -> c.claim().epoch());
  }

  public void onConnected(InstanceId peer) {
    owner.ifPresent(o -> o.onConnected(peer));
    candidate.ifPresent(c -> c.onConnected(peer));
  }

  public void onDisconnected(InstanceId peer) {
    owner.ifPresent(o -> o.onDisconnected(peer));
    candidate.ifPresent(c -> c.onDisconnected(peer));
  }

  public void onFence(InstanceId peer, Fence m) {
    answer(peer, held.onFence(m));
  }

  public void onAppend(InstanceId peer, Append m) {
    answer(peer, held.onAppend(m));
  }

  public void onInstall(InstanceId peer, Install m) {
    answer(peer, held.onInstall(m));
  }

  public void onFetch(InstanceId peer, Fetch m) {
    answer(peer, held.onFetch(m));
  }

  public void onAppended(InstanceId peer, Appended m) {
    owner.ifPresent(o -> o.onAppended(peer, m));
    candidate.ifPresent(c -> c.onAppended(peer, m));
  }

  public void onInstallTaken(InstanceId peer, InstallTaken m) {
    owner.ifPresent(o -> o.onInstallTaken(peer, m));
    candidate.ifPresent(c -> c.onInstallTaken(peer, m));
  }

  public void onFenced(InstanceId peer, Fenced m) {
    candidate.ifPresent(c -> c.onFenced(peer, m));
  }

  public void onFetched(InstanceId peer, Fetched m) {
    candidate.ifPresent(c -> c.onFetched(peer, m));
  }

  public void onRefused(InstanceId peer, Refused m) {
    if (m.reason() == Refused.Reason.FENCED) {
      leaveBelow(m.promisedEpoch());
      return;
    }
    owner.ifPresent(o -> o.onRefused(peer, m));
    candidate.ifPresent(c -> c.onRefused(peer, m));
  }

  /** Instances whose connection is needed for this partition's log. */
  public Collection<InstanceId> peers() {
    Set<InstanceId> peers = new LinkedHashSet<>();
    owner.ifPresent(o -> peers.addAll(o.members()));
    candidate.ifPresent(c -> peers.addAll(c.members()));
    peers.remove(self);
    return peers;
  }

  /** What keeps the log from moving, for people; empty = nothing. */
  public List<InstanceId> waitsFor() {
    List<InstanceId> all = new ArrayList<>();
    owner.ifPresent(o -> all.addAll(o.waitsFor()));
    candidate.ifPresent(c -> all.addAll(c.waitsFor()));
    return all;
  }

  public void checkInvariants() {
    // Without lambdas: the simulation asks after every event.
    if (owner.isPresent()) {
      owner.get().checkInvariants();
    }
    if (held.log().isPresent()) {
      held.log().get().checkInvariants();
    }
    if (owner.isPresent() && candidate.isPresent()) {
      throw new IllegalStateException(partition + ": candidate while in office");
    }
  }

  private void takeOrKeepOffice(Configuration active) {
    if (owner.isPresent()) {
      if (active.epoch() > owner.get().epoch() && active.epoch() == owner.get().speaks()) {
        owner.get().learn(active);
      } else if (active.epoch() == owner.get().epoch()) {
        owner.get().rename(active.replicas());
      }
      return;
    }
    Optional<CandidateCore> installed =
        candidate
            .filter(c -> c.claim().epoch() == active.epoch())
            .filter(c -> c.phase() == CandidateCore.Phase.INSTALLED);
    if (installed.isPresent() && held.serves(active.epoch())) {
      candidate = Optional.empty();
      owner =
          Optional.of(
              new OwnerCore(partition, active, replicated, held, installed.get().replication()));
    }
  }

  /**
   * Without replicas the log is the owner's own: the life that carries it is no member before it
   * has claimed it, and it must keep the log until then. Nobody else can have taken over meanwhile,
   * but under a higher epoch.
   */
  private boolean ownsOnFile(Configuration active) {
    return !replicated && held.log().isPresent() && held.promised() >= active.epoch();
  }

  private static boolean mayStillBeActivated(Claim claim, PartitionEntry entry) {
    return claim.epoch() > entry.active().epoch()
        && entry.claim().map(newest -> newest.epoch() <= claim.epoch()).orElse(true);
  }

  /** After any message from others was served: an office below the promise has ended. */
  private void answer(InstanceId peer, PeerMessage reply) {
    leaveBelow(held.promised());
    sender.send(peer, reply);
  }

  private void leaveBelow(long epoch) {
    owner = owner.filter(o -> o.speaks() >= epoch);
    candidate = candidate.filter(c -> c.claim().epoch() >= epoch);
  }
}
