package io.maillon.recovery.instance;

import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.PipelineSpec;
import io.maillon.recovery.channel.OutChannel;
import io.maillon.recovery.log.PartitionImage;
import io.maillon.recovery.partition.PeerSender;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The channels out of a partition at work. */
final class OutChannels {
  private final PartitionImage image;
  private final Map<PartitionId, OutChannel> byTarget = new TreeMap<>();
  private final Set<PartitionId> finished = new TreeSet<>();

  /**
   * @param image of the partition's log: what is committed and not acknowledged
   */
  OutChannels(
      PartitionId id,
      PipelineSpec spec,
      PartitionImage image,
      long officeEpoch,
      PeerSender sender) {
    this.image = image;
    for (PartitionId target : spec.targets(id)) {
      byTarget.put(
          target,
          new OutChannel(id, officeEpoch, image.channel(target), image.lastOffset(), sender));
    }
  }

  Collection<OutChannel> all() {
    return byTarget.values();
  }

  Optional<OutChannel> to(PartitionId target) {
    return Optional.ofNullable(byTarget.get(target));
  }

  /** Targets that consumed and committed all that they were sent, for good. */
  Set<PartitionId> finished() {
    return finished;
  }

  void onNeighbours(Directory directory) {
    for (PartitionId target : byTarget.keySet()) {
      if (directory.finished(target)) {
        finished.add(target);
      }
    }
  }

  void onDisconnected(InstanceId peer, long nowNs) {
    byTarget.values().forEach(o -> o.onDisconnected(peer, nowNs));
  }

  /** Sends what is committed, as far as credit goes. */
  void pump() {
    byTarget.values().forEach(OutChannel::pump);
  }

  long replayedRecords() {
    return byTarget.values().stream().mapToLong(OutChannel::replayedRecords).sum();
  }

  /** Those with something to be sent and no channel for it. */
  List<PartitionId> closed() {
    return byTarget.values().stream()
        .filter(o -> !o.isOpen())
        .map(OutChannel::target)
        .filter(t -> image.channel(t).size() > 0)
        .toList();
  }

  List<PartitionId> withoutCredit() {
    return byTarget.values().stream()
        .filter(OutChannel::waitsForCredit)
        .map(OutChannel::target)
        .toList();
  }

  /**
   * The target that can take most.
   *
   * @param first of equals, the one at this place or next after it
   */
  PartitionId leastLoaded(String stage, int partitions, int first) {
    int start = Math.floorMod(first, partitions);
    PartitionId best = new PartitionId(stage, start);
    for (int i = 1; i < partitions; i++) {
      PartitionId other = new PartitionId(stage, (start + i) % partitions);
      if (byTarget.get(other).availableBytes() > byTarget.get(best).availableBytes()) {
        best = other;
      }
    }
    return best;
  }
}
