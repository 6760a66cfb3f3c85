package io.maillon.chaos.cluster.namespaces;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.Program;
import io.maillon.chaos.cluster.linux.DiskFaults;
import io.maillon.chaos.cluster.linux.EffectFaults;
import io.maillon.chaos.cluster.linux.Freezing;
import io.maillon.chaos.cluster.linux.Leftovers;
import io.maillon.chaos.cluster.linux.Machine;
import io.maillon.chaos.cluster.linux.Owner;
import io.maillon.chaos.cluster.linux.PacketFaults;
import io.maillon.chaos.cluster.linux.ProcessFaults;
import io.maillon.chaos.cluster.linux.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nodes in network namespaces. Owned by one thread. */
final class NamespaceCluster implements Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(NamespaceCluster.class);

  private final Workshop workshop;
  private final Path shared;
  private final List<NamespaceNode> nodes = new ArrayList<>();
  private final EffectFaults faults = new EffectFaults();

  private NamespaceCluster(Workshop workshop, Path shared) {
    this.workshop = workshop;
    this.shared = shared;
  }

  static NamespaceCluster create(List<String> names, Path directory, Program program)
      throws IOException {
    Workshop workshop = Workshop.open(Owner.nextName(), directory);
    try {
      Path shared = Files.createDirectories(directory.resolve("shared"));
      NamespaceCluster cluster = new NamespaceCluster(workshop, shared);
      cluster.build(names, directory, program);
      return cluster;
    } catch (IOException | RuntimeException e) {
      workshop.close();
      throw e;
    }
  }

  private void build(List<String> names, Path directory, Program program) throws IOException {
    Network network = Network.create(names, workshop.run());
    workshop.atClose("network", network::close);
    for (String name : names) {
      NamespaceNode.Parts parts =
          new NamespaceNode.Parts(
              workshop.run(),
              network,
              Files.createDirectories(directory.resolve(name)),
              directory.resolve(name + ".log"),
              workshop.group(name),
              workshop.disk(name, directory.resolve(name)),
              workshop.clock(name),
              program);
      nodes.add(new NamespaceNode(name, parts));
    }
    // In this order, the last one first: healed, then ended, then taken apart.
    workshop.atClose("processes", () -> Leftovers.kill(workshop.run()));
    workshop.atClose("faults", faults::endAll);
    offer(network);
  }

  private void offer(Network network) throws IOException {
    Function<String, Machine> machines = this::machine;
    Machine example = nodes.get(0);
    new ProcessFaults(machines).offer(faults, example, workshop.scratch());
    new Freezing(machines).offer(faults);
    new DiskFaults(machines).offer(faults, example);
    PacketFaults.offerAll(network, example.name(), workshop, faults);
    for (FaultKind kind : FaultKind.values()) {
      if (!kind.isOfSuite() && !faults.kinds().contains(kind)) {
        LOG.info("namespaces: no {} on this machine", kind);
      }
    }
  }

  private Machine machine(String name) {
    return (NamespaceNode) node(name);
  }

  @Override
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public Path shared() {
    return shared;
  }

  @Override
  public void close() {
    workshop.close();
  }
}
