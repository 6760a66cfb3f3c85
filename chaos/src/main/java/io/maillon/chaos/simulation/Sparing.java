package io.maillon.chaos.simulation;

import io.maillon.coordinator.state.PartitionRecord;
import io.maillon.coordinator.state.PipelineRecord;
import io.maillon.protocol.Claim;
import io.maillon.protocol.Configuration;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.pipeline.LogKind;
import io.maillon.protocol.pipeline.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whom a sparing nemesis may harm: of every configuration, active or claimed, one member has to
 * stay well. Then a loss of data is a violation.
 */
final class Sparing {
  /** A process that was frozen or cut off may still be declared dead for this long. */
  private static final long RECOVERY_NS = 1_500 * Chance.MS;

  private final World world;
  private final Map<String, Long> recoveringUntilNs = new TreeMap<>();

  Sparing(World world) {
    this.world = world;
  }

  /** Who is harmed for so long is not well until some time after. */
  void recoversAfter(long forNs, Endpoint process) {
    recoveringUntilNs.merge(process.name(), world.queue().nowNs() + forNs + RECOVERY_NS, Math::max);
  }

  /** Whether harm to this process leaves somebody well who holds each log. */
  boolean spares(SimulatedProcess victim) {
    return spares(List.of(victim));
  }

  /** Whether harm to all of them at once does. */
  boolean spares(List<SimulatedProcess> victims) {
    if (!world.swarm().sparing()) {
      return true;
    }
    Optional<PipelineRecord> pipeline = world.coordinators().pipeline();
    return pipeline.isEmpty()
        || pipeline.get().partitions().stream().allMatch(p -> spares(victims, p));
  }

  private boolean spares(List<SimulatedProcess> victims, PartitionRecord partition) {
    StageSpec stage = world.swarm().spec().stage(partition.partition().stage());
    if (partition.finished() || stage.log() == LogKind.FILE || stage.replication() == 0) {
      return true;
    }
    return spares(victims, partition.active())
        && partition.claim().map(Claim::proposal).map(c -> spares(victims, c)).orElse(true);
  }

  private boolean spares(List<SimulatedProcess> victims, Configuration configuration) {
    if (configuration.owner().isEmpty()) {
      return true;
    }
    List<InstanceId> members = new ArrayList<>(configuration.replicas());
    members.add(configuration.owner().get());
    return members.stream().anyMatch(m -> isWell(m, victims));
  }

  private boolean isWell(InstanceId member, List<SimulatedProcess> victims) {
    Optional<Life> life = world.life(member);
    if (life.isEmpty() || life.get().isOver()) {
      return false;
    }
    SimulatedProcess process = life.get().process();
    boolean declaredDead =
        !world.coordinators().pipeline().map(p -> p.isAlive(member)).orElse(false);
    return !victims.contains(process)
        && !declaredDead
        && !process.isGone()
        && !process.isFrozen()
        && !world.network().isTouched(process)
        && recoveringUntilNs.getOrDefault(process.name(), 0L) < world.queue().nowNs();
  }
}
