package io.maillon.recovery.partition;

import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.control.Assign;
import io.maillon.protocol.log.ImageChunk;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Fence;
import io.maillon.protocol.peer.Fenced;
import io.maillon.protocol.peer.Fetch;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.Refused;
import io.maillon.recovery.log.PartitionImage;
import io.maillon.recovery.log.PartitionLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a partition over under a claim: fences the active configuration, takes its log, installs it
 * on every member of the proposed one, and then is ready to be activated.
 *
 * <p>Any one member of the active configuration is enough to fence and to read: it holds every
 * committed commit, and without it the former owner can't commit any more. What only other members
 * hold was never visible to anybody. A former owner that stands again is such a member itself: its
 * log has everything that it committed, and it commits nothing more in its old epoch.
 */
public final class CandidateCore {
  /** How far the takeover has come. */
  public enum Phase {
    FENCING,
    FETCHING,
    INSTALLING,
    INSTALLED
  }

  private final PartitionId partition;
  private final Claim claim;
  private Configuration active;
  private final ReplicaCore held;
  private final PeerSender sender;
  private Phase phase = Phase.FENCING;
  private Optional<InstanceId> source = Optional.empty();
  private List<ImageChunk> fetched = new ArrayList<>();
  private Optional<Replication> replication = Optional.empty();
  private long committedIndex;

  CandidateCore(
      PartitionId partition, InstanceId self, Assign assign, ReplicaCore held, PeerSender sender) {
    this.partition = partition;
    this.held = held;
    this.sender = sender;
    claim = assign.claim();
    active = assign.active();
    held.promise(claim.epoch());
    if (assign.fresh()) {
      long after = active.epoch() == 0 ? 0 : PartitionImage.offsetBeforeAnew(claim.epoch());
      held.adopt(claim.epoch(), PartitionLog.startingAfter(after).chunks());
      install();
    } else if (held.log().isPresent() && (active.replicas().isEmpty() || active.isMember(self))) {
      install();
    } else {
      fence(active.replicas());
    }
  }

  public Claim claim() {
    return claim;
  }

  public Phase phase() {
    return phase;
  }

  /** Once installed: goes on in office, in the same epoch. */
  Replication replication() {
    return replication.orElseThrow();
  }

  /** Whom it waits for, for people. */
  public List<InstanceId> waitsFor() {
    return switch (phase) {
      case FENCING -> active.replicas();
      case FETCHING -> source.stream().toList();
      case INSTALLING ->
          replication.orElseThrow().lacking(claim.replicas(), held.log().orElseThrow().lastIndex());
      case INSTALLED -> List.of();
    };
  }

  /** Members whose connection is needed. */
  Collection<InstanceId> members() {
    Set<InstanceId> all = new LinkedHashSet<>(claim.replicas());
    if (phase == Phase.FENCING || phase == Phase.FETCHING) {
      all.addAll(active.replicas());
    }
    return all;
  }

  /**
   * Members of the active configuration came back under new names, with their files and promises:
   * the same logs, to be asked anew.
   */
  void rename(Configuration renamed) {
    if (renamed.epoch() != active.epoch() || renamed.equals(active)) {
      return;
    }
    List<InstanceId> added = new ArrayList<>(renamed.replicas());
    added.removeAll(active.replicas());
    active = renamed;
    if (phase == Phase.FENCING) {
      fence(added);
    }
  }

  void onConnected(InstanceId peer) {
    if (phase == Phase.FENCING && active.replicas().contains(peer)) {
      sender.send(peer, new Fence(partition, claim.epoch()));
    } else if (phase == Phase.FETCHING && source.equals(Optional.of(peer))) {
      fetched = new ArrayList<>();
      sender.send(peer, new Fetch(partition, claim.epoch(), 0));
    }
    replication.ifPresent(r -> r.onConnected(peer, committedIndex));
  }

  void onDisconnected(InstanceId peer) {
    if (phase == Phase.FETCHING && source.equals(Optional.of(peer))) {
      phase = Phase.FENCING;
      source = Optional.empty();
      fence(active.replicas());
    }
    replication.ifPresent(r -> r.onDisconnected(peer));
  }

  void onFenced(InstanceId peer, Fenced m) {
    if (phase == Phase.FENCING && m.epoch() == claim.epoch() && isBase(peer)) {
      phase = Phase.FETCHING;
      source = Optional.of(peer);
      fetched = new ArrayList<>();
      sender.send(peer, new Fetch(partition, claim.epoch(), 0));
    }
  }

  void onFetched(InstanceId peer, Fetched m) {
    if (phase != Phase.FETCHING
        || !source.equals(Optional.of(peer))
        || m.epoch() != claim.epoch()
        || m.chunk().number() != fetched.size()) {
      return;
    }
    fetched.add(m.chunk());
    if (m.chunk().last()) {
      held.adopt(claim.epoch(), fetched);
      fetched = List.of();
      install();
    } else {
      sender.send(peer, new Fetch(partition, claim.epoch(), fetched.size()));
    }
  }

  void onAppended(InstanceId peer, Appended m) {
    replication.ifPresent(r -> r.onAppended(peer, m, committedIndex));
    checkInstalled();
  }

  void onInstallTaken(InstanceId peer, InstallTaken m) {
    replication.ifPresent(r -> r.onInstallTaken(peer, m));
  }

  void onRefused(InstanceId peer, Refused m) {
    if (m.epoch() == claim.epoch()) {
      replication.ifPresent(r -> r.onRefused(peer, m, committedIndex));
    }
  }

  private void fence(List<InstanceId> members) {
    members.forEach(m -> sender.send(m, new Fence(partition, claim.epoch())));
  }

  private boolean isBase(InstanceId instance) {
    return active.replicas().contains(instance);
  }

  private void install() {
    phase = Phase.INSTALLING;
    PartitionLog log = held.log().orElseThrow();
    committedIndex = log.image().index();
    Replication all = new Replication(partition, log, sender, claim.epoch());
    replication = Optional.of(all);
    all.setMembers(claim.replicas(), active.replicas(), committedIndex);
    checkInstalled();
  }

  private void checkInstalled() {
    if (phase == Phase.INSTALLING
        && replication
            .orElseThrow()
            .allHold(claim.replicas(), held.log().orElseThrow().lastIndex())) {
      phase = Phase.INSTALLED;
    }
  }
}
