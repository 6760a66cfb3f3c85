package io.maillon.chaos.fault;

import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.protocol.InstanceId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds those whom a strike may hit. */
final class Victims {
  private Victims() {}

  /**
   * All that fit, each a list of as many names as the target has.
   *
   * @return empty when there are none now
   */
  static List<List<String>> of(Target target, Look look) {
    List<String> all =
        Stream.concat(look.coordinators().stream(), look.instances().stream()).toList();
    List<String> leader = look.leader().stream().toList();
    return switch (target) {
      case INSTANCE -> singles(look.instances());
      case OWNER -> singles(owners(look));
      case REPLICA -> singles(replicas(look));
      case COORDINATOR -> singles(look.coordinators());
      case LEADER -> singles(leader);
      case CANDIDATE -> singles(candidates(look));
      case LEADER_IN_RECOVERY -> singles(candidates(look).isEmpty() ? List.of() : leader);
      case ANY, EACH -> singles(all);
      case INSTANCES -> pairs(look.instances(), look.instances());
      case OWNER_AND_REPLICA -> ownersWithReplicas(look);
      case INSTANCE_AND_COORDINATOR -> pairs(look.instances(), look.coordinators());
      case INSTANCE_AND_LEADER -> pairs(look.instances(), leader);
      case COORDINATORS -> pairs(look.coordinators(), look.coordinators());
      case LEADER_AND_COORDINATOR -> pairs(leader, look.coordinators());
      case ANY_TWO -> pairs(all, all);
    };
  }

  private static List<List<String>> singles(List<String> names) {
    return names.stream().map(List::of).toList();
  }

  private static List<List<String>> pairs(List<String> ones, List<String> others) {
    List<List<String>> pairs = new ArrayList<>();
    for (String one : ones) {
      for (String other : others) {
        if (!one.equals(other)) {
          pairs.add(List.of(one, other));
        }
      }
    }
    return pairs;
  }

  private static List<String> owners(Look look) {
    return nodes(look, partitions(look).flatMap(p -> p.owner().stream()));
  }

  private static List<String> replicas(Look look) {
    List<String> replicas = nodes(look, partitions(look).flatMap(p -> p.replicas().stream()));
    return replicas.isEmpty() ? owners(look) : replicas;
  }

  private static List<List<String>> ownersWithReplicas(Look look) {
    return partitions(look)
        .flatMap(
            p ->
                pairs(nodes(look, p.owner().stream()), nodes(look, p.replicas().stream())).stream())
        .distinct()
        .toList();
  }

  private static List<String> candidates(Look look) {
    return nodes(
        look,
        look.status().stream().flatMap(s -> Takeover.all(s).stream()).map(Takeover::candidate));
  }

  private static Stream<PartitionStatus> partitions(Look look) {
    return look.status().stream().flatMap(s -> s.partitions().stream()).filter(p -> !p.finished());
  }

  private static List<String> nodes(Look look, Stream<String> instances) {
    TreeSet<String> nodes = new TreeSet<>();
    instances.map(Victims::node).filter(look.instances()::contains).forEach(nodes::add);
    return List.copyOf(nodes);
  }

  /** Node of an instance such as {@code w1#3}. */
  static String node(String instance) {
    return InstanceId.parse(instance).name();
  }
}
