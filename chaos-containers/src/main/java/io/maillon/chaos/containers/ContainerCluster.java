package io.maillon.chaos.containers;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.linux.ControlGroup;
import io.maillon.chaos.cluster.linux.DiskFaults;
import io.maillon.chaos.cluster.linux.EffectFaults;
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

/** Nodes in containers. Owned by one thread. */
final class ContainerCluster implements Cluster {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerCluster.class);

  private final Workshop workshop;
  private final Path shared;
  private final List<ContainerNode> nodes = new ArrayList<>();
  private final EffectFaults faults = new EffectFaults();

  private ContainerCluster(Workshop workshop, Path shared) {
    this.workshop = workshop;
    this.shared = shared;
  }

  static ContainerCluster create(
      List<String> names, Path directory, Engine engine, Image image, String main)
      throws IOException {
    Workshop workshop = Workshop.open(Owner.nextName(), directory);
    try {
      Path shared = Files.createDirectories(directory.resolve("shared"));
      ContainerCluster cluster = new ContainerCluster(workshop, shared);
      cluster.build(names, directory, engine, image, main);
      return cluster;
    } catch (IOException | RuntimeException e) {
      workshop.close();
      throw e;
    }
  }

  private void build(List<String> names, Path directory, Engine engine, Image image, String main)
      throws IOException {
    String run = workshop.run();
    workshop.atClose("containers, network and image", () -> engine.removeAll(run));
    String built = image.build(run);
    NodeNetwork network = NodeNetwork.create(engine, run, built);
    for (String name : names) {
      network.connect(name);
      Path log = directory.resolve(name + ".log");
      Files.writeString(log, "");
      ContainerNode.Parts parts =
          new ContainerNode.Parts(
              run,
              engine,
              network,
              built,
              main,
              shared,
              workshop.scratch(),
              Files.createDirectories(directory.resolve(name)),
              log,
              new ContainerLimits(ControlGroup.ofProcess(network.keeperPid(name))),
              workshop.disk(name, directory.resolve(name)),
              workshop.clock(name));
      nodes.add(new ContainerNode(name, parts));
    }
    // In this order, the last one first: healed, then ended, then taken apart.
    workshop.atClose("containers", () -> engine.removeAll(run));
    workshop.atClose("faults", faults::endAll);
    offer(network);
  }

  private void offer(NodeNetwork network) throws IOException {
    Function<String, Machine> machines = this::containerNode;
    ContainerNode example = nodes.get(0);
    new ProcessFaults(machines).offer(faults, example, workshop.scratch());
    faults.offer(FaultKind.FREEZE, fault -> containerNode(fault.nodes().get(0)).freeze());
    new DiskFaults(machines).offer(faults, example);
    PacketFaults.offerAll(network, example.name(), workshop, faults);
    for (FaultKind kind : FaultKind.values()) {
      if (!kind.isOfSuite() && !faults.kinds().contains(kind)) {
        LOG.info("containers: no {} on this machine", kind);
      }
    }
  }

  private ContainerNode containerNode(String name) {
    return (ContainerNode) node(name);
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
