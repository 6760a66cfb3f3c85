package io.maillon.chaos.simulation;

import io.maillon.chaos.simulation.Transition.Kind;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down the transitions of one partition until its end. */
final class PartitionRecorder {
  private final World world;
  private final PartitionId partition;
  private final StageSpec stage;
  private final List<Transition> transitions = new ArrayList<>();
  private final Map<InstanceId, String> nodes = new HashMap<>();
  private final Map<String, String> newest = new HashMap<>();
  private final Map<String, Optional<CommitNode>> written = new HashMap<>();
  private Optional<String> end = Optional.empty();

  PartitionRecorder(World world, PartitionId partition) {
    this.world = world;
    this.partition = partition;
    stage = world.swarm().spec().stage(partition.stage());
  }

  void add(
      Kind kind, InstanceId who, long epoch, long index, long tipEpoch, List<InstanceId> members) {
    if (end.isEmpty()) {
      transitions.add(
          new Transition(
              kind,
              world.queue().executed(),
              world.queue().elapsedNs(),
              node(who),
              epoch,
              index,
              tipEpoch,
              members.stream().map(this::node).toList()));
    }
  }

  /** A promise or log was written. A log that is written anew as it was is nothing new. */
  void write(Kind kind, InstanceId who, long epoch, Optional<CommitNode> tip) {
    Optional<CommitNode> before = written.put(node(who), tip);
    if (kind != Kind.REPLACE || !tip.equals(before)) {
      addLog(kind, who, epoch, tip);
    }
  }

  /** A life opens its log: with that of a former life it goes on as the same node. */
  void open(InstanceId life, long promised, Optional<CommitNode> tip) {
    if (!node(life).equals(life.toString()) && tip.isPresent()) {
      addLog(Kind.RESTART, life, promised, tip);
    }
    written.put(node(life), tip);
  }

  private void addLog(Kind kind, InstanceId who, long epoch, Optional<CommitNode> tip) {
    long index = tip.map(CommitNode::index).orElse(0L);
    add(kind, who, epoch, index, tip.map(CommitNode::epoch).orElse(0L), List.of());
  }

  void endWith(String why) {
    if (end.isEmpty()) {
      end = Optional.of(why);
    }
  }

  /** What no write waited for may have been lost or come back. */
  void onPowerLoss(String instance) {
    Optional<CommitNode> before = written.get(newest.get(instance));
    if (stage.log() == LogKind.FILE
        && before != null
        && !before.equals(world.files(instance).tip(partition))) {
      endWith("the log of " + instance + " changed with a loss of power");
    }
  }

  PartitionTrace trace(long seed) {
    return new PartitionTrace(seed, partition, stage.replication(), stage.log(), transitions, end);
  }

  /** A log in a file goes on from life to life, and is one node as long as it is there. */
  private String node(InstanceId life) {
    return nodes.computeIfAbsent(life, this::named);
  }

  private String named(InstanceId life) {
    boolean carried =
        stage.log() == LogKind.FILE
            && newest.containsKey(life.name())
            && world.files(life.name()).tip(partition).isPresent();
    String node = carried ? newest.get(life.name()) : life.toString();
    newest.put(life.name(), node);
    return node;
  }
}
