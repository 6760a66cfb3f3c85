package io.maillon.recovery.partition;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ChannelMark;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.InstallTaken;
import io.maillon.protocol.peer.Refused;
import io.maillon.recovery.log.PartitionLog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings members of a configuration to the log of the one who speaks, and keeps count of what each
 * has confirmed in the present epoch. Used by candidates (the log stands still) and owners (it
 * grows).
 *
 * <p>What a member confirmed in an earlier epoch does not count: another candidate may have
 * installed a shorter log on it in between.
 */
final class Replication {
  private final PartitionId partition;
  private final PartitionLog log;
  private final PeerSender sender;
  private final Map<InstanceId, MemberProgress> members = new TreeMap<>();
  private long epoch;

  Replication(PartitionId partition, PartitionLog log, PeerSender sender, long epoch) {
    this.partition = partition;
    this.log = log;
    this.sender = sender;
    this.epoch = epoch;
  }

  long epoch() {
    return epoch;
  }

  /** Speaks in a higher epoch from now on; every member has to confirm anew. */
  void speakIn(long newEpoch, long committedIndex) {
    epoch = newEpoch;
    members.values().forEach(m -> m.probe(epoch, committedIndex));
  }

  /**
   * Exactly these. Who is new is probed first if it may hold the log, and installed at once if not.
   *
   * @param holders members of the active configuration
   */
  void setMembers(
      Collection<InstanceId> wanted, Collection<InstanceId> holders, long committedIndex) {
    members.keySet().removeIf(m -> !wanted.contains(m));
    for (InstanceId id : wanted) {
      if (!members.containsKey(id)) {
        MemberProgress member = new MemberProgress(partition, id, log, sender);
        members.put(id, member);
        if (holders.contains(id)) {
          member.probe(epoch, committedIndex);
        } else {
          member.install(epoch);
        }
      }
    }
  }

  /** A commit was added: it goes out with what was acknowledged, where commits are sent to. */
  void push(long committedIndex, List<ChannelMark> marks) {
    for (MemberProgress member : members.values()) {
      member.push(epoch, committedIndex, marks);
    }
  }

  /** Tells the same without a commit. */
  void tell(long committedIndex, List<ChannelMark> marks) {
    for (MemberProgress member : members.values()) {
      member.tell(epoch, committedIndex, marks);
    }
  }

  void onConnected(InstanceId peer, long committedIndex) {
    MemberProgress member = members.get(peer);
    if (member != null && member.isSilent()) {
      member.probe(epoch, committedIndex);
    }
  }

  void onDisconnected(InstanceId peer) {
    MemberProgress member = members.get(peer);
    if (member != null) {
      member.silence();
    }
  }

  void onAppended(InstanceId peer, Appended m, long committedIndex) {
    MemberProgress member = members.get(peer);
    if (member != null && m.epoch() == epoch) {
      member.onAppended(m.index(), epoch, committedIndex);
    }
  }

  void onInstallTaken(InstanceId peer, InstallTaken m) {
    MemberProgress member = members.get(peer);
    if (member != null && m.epoch() == epoch) {
      member.onInstallTaken(m.number(), epoch);
    }
  }

  /** A refusal other than {@link Refused.Reason#FENCED}. */
  void onRefused(InstanceId peer, Refused m, long committedIndex) {
    MemberProgress member = members.get(peer);
    if (member != null && m.epoch() == epoch) {
      member.onRefused(m, epoch, committedIndex);
    }
  }

  /** Whether all of them have confirmed the log up to the index; true for nobody. */
  boolean allHold(Collection<InstanceId> who, long index) {
    for (InstanceId id : who) {
      MemberProgress member = members.get(id);
      if (member == null || member.confirmedIndex() < index) {
        return false;
      }
    }
    return true;
  }

  /** Whether all of them are sent commits as they come: what they lack is on its way. */
  boolean allStream(Collection<InstanceId> who) {
    return who.stream().allMatch(id -> members.containsKey(id) && members.get(id).isStreaming());
  }

  /** Highest index that all of them have confirmed. */
  long heldByAll(Collection<InstanceId> who) {
    long lowest = Long.MAX_VALUE;
    for (InstanceId id : who) {
      MemberProgress member = members.get(id);
      lowest = Math.min(lowest, member == null ? -1 : member.confirmedIndex());
    }
    return lowest;
  }

  /** Commits up to here are no longer needed to be sent one by one. */
  long forgettableIndex() {
    long lowest = Long.MAX_VALUE;
    for (MemberProgress member : members.values()) {
      lowest = Math.min(lowest, member.neededAfter());
    }
    return lowest;
  }

  /** Members that have not confirmed the index, for people. */
  List<InstanceId> lacking(Collection<InstanceId> who, long index) {
    return who.stream().filter(id -> !allHold(List.of(id), index)).toList();
  }
}
