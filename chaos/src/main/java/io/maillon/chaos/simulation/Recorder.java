package io.maillon.chaos.simulation;

import io.maillon.chaos.simulation.Transition.Kind;
import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.peer.Appended;
import io.maillon.protocol.peer.Fetched;
import io.maillon.protocol.peer.PeerMessage;
import io.maillon.recovery.partition.OwnerCore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes down the transitions of all partitions that have replicas, if that is wanted: the run is
 * the same either way.
 */
final class Recorder {
  private final Map<PartitionId, PartitionRecorder> partitions = new TreeMap<>();

  /** Of nothing. */
  Recorder() {}

  Recorder(World world) {
    world.swarm().spec().partitions().stream()
        .filter(p -> world.swarm().spec().stage(p.stage()).replication() > 0)
        .forEach(p -> partitions.put(p, new PartitionRecorder(world, p)));
  }

  List<PartitionTrace> traces(long seed) {
    return partitions.values().stream().map(p -> p.trace(seed)).toList();
  }

  /**
   * @param newest epoch granted before
   * @param active epoch before
   */
  void onAgreed(PartitionRecord now, long newest, long active) {
    PartitionRecorder to = partitions.get(now.partition());
    if (to == null) {
      return;
    }
    if (now.fresh() && now.active().epoch() > 0) {
      to.endWith("a loss was accepted");
    }
    now.claim()
        .filter(c -> c.epoch() > newest)
        .ifPresent(c -> to.add(Kind.GRANT, c.candidate(), c.epoch(), 0, 0, c.replicas()));
    if (now.active().epoch() > active) {
      InstanceId owner = now.active().owner().orElseThrow();
      to.add(Kind.ACTIVATE, owner, now.active().epoch(), 0, 0, now.active().replicas());
    }
    if (now.finished()) {
      to.endWith("its stream ended");
    }
  }

  void onOpened(PartitionId partition, InstanceId life, long promised, Optional<CommitNode> tip) {
    PartitionRecorder to = partitions.get(partition);
    if (to != null) {
      to.open(life, promised, tip);
    }
  }

  /**
   * @param kind PROMISE, APPEND, REPLACE or DISCARD
   */
  void onWritten(
      Kind kind, PartitionId partition, InstanceId life, long epoch, Optional<CommitNode> tip) {
    PartitionRecorder to = partitions.get(partition);
    if (to != null) {
      to.write(kind, life, epoch, tip);
    }
  }

  void onSent(InstanceId life, PeerMessage message) {
    if (message instanceof Appended m) {
      add(m.partition(), Kind.CONFIRM, life, m.epoch(), m.index());
    } else if (message instanceof Fetched m && m.chunk().number() == 0) {
      add(m.partition(), Kind.READ, life, m.epoch(), 0);
    }
  }

  void onOffice(PartitionId partition, InstanceId life, OwnerCore owner) {
    PartitionRecorder to = partitions.get(partition);
    if (to != null) {
      to.add(Kind.OFFICE, life, owner.epoch(), 0, owner.speaks(), owner.replicas());
    }
  }

  /**
   * @param kind INSTALLING, OUT, JOINT, COMMIT or END
   */
  void add(PartitionId partition, Kind kind, InstanceId life, long epoch, long index) {
    PartitionRecorder to = partitions.get(partition);
    if (to != null) {
      to.add(kind, life, epoch, index, 0, List.of());
    }
  }

  void onPowerLoss(String instance) {
    partitions.values().forEach(p -> p.onPowerLoss(instance));
  }
}
