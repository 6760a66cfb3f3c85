package io.maillon.chaos.cluster.processes;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Faults;
import io.maillon.chaos.cluster.Node;
import io.maillon.chaos.cluster.Program;
import io.maillon.chaos.cluster.heap.HeapAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Processes on the loopback interface. Whatever happens, they end together with this one. */
final class ProcessCluster implements Cluster {
  private static final int PORTS = 4;

  private final Path directory;
  private final Proxies proxies;
  private final List<ProcessNode> nodes = new ArrayList<>();
  private final Path agent;
  private final ProcessFaults faults;

  ProcessCluster(List<String> names, Path directory, Program program) throws IOException {
    this.directory = directory.toAbsolutePath();
    Files.createDirectories(shared());
    List<Integer> free = FreePorts.find(PORTS * names.size());
    Map<Integer, String> owners = new HashMap<>();
    for (int i = 0; i < free.size(); i++) {
      owners.put(free.get(i), names.get(i / PORTS));
    }
    proxies = new Proxies(owners);
    try {
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        nodes.add(
            new ProcessNode(
                name,
                this.directory.resolve(name),
                free.subList(PORTS * i, PORTS * (i + 1)),
                proxies.open(name),
                program));
      }
      agent = HeapAgent.unpack(this.directory);
      faults = new ProcessFaults(this, proxies, agent);
    } catch (IOException | RuntimeException | Error e) {
      proxies.close();
      throw e;
    }
  }

  @Override
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  ProcessNode process(String name) {
    return (ProcessNode) node(name);
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public Path shared() {
    return directory.resolve("shared");
  }

  @Override
  public void close() {
    faults.close();
    for (ProcessNode node : nodes) {
      try {
        var unused = node.kill();
      } catch (IOException e) {
        throw new UncheckedIOException("node " + node + " goes on", e);
      }
    }
    proxies.close();
    try {
      Files.deleteIfExists(agent);
    } catch (IOException e) {
      throw new UncheckedIOException(agent + " stays", e);
    }
  }
}
