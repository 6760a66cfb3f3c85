package io.maillon.chaos.cluster.namespaces;

import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Program;
import io.maillon.chaos.cluster.linux.Leftovers;
import io.maillon.chaos.cluster.linux.Owner;
import io.maillon.chaos.cluster.linux.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Linux: a network namespace per node, real packets between them. */
public final class NamespacesBackend implements Backend {
  private static final String[] TOOLS = {
    "ip", "tc", "ss", "iptables", "nsenter", "unshare", "bash"
  };

  @Override
  public String name() {
    return "namespaces";
  }

  @Override
  public Optional<String> unavailable() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("namespaces: needs Linux, this is " + System.getProperty("os.name"));
    }
    List<String> missing = Shell.missing(TOOLS);
    if (!missing.isEmpty()) {
      return Optional.of(
          "namespaces: not on the path: " + String.join(", ", missing) + " (iproute2, iptables)");
    }
    try {
      Network.create(List.of("probe"), Owner.nextName()).close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "namespaces: needs root, or to be run under 'unshare -Urnm': " + e.getMessage());
    }
  }

  @Override
  public Cluster open(List<String> nodes, Path directory, Program program) throws IOException {
    if (nodes.size() > Network.NODES_MAX) {
      throw new IllegalArgumentException(
          "namespaces: " + nodes.size() + " nodes: expected at most " + Network.NODES_MAX);
    }
    Leftovers.sweep();
    return NamespaceCluster.create(nodes, directory.toAbsolutePath(), program);
  }
}
