package io.maillon.chaos.cluster;

import java.nio.file.Path;
import java.util.List;

/** Some nodes that reach each other. Owned by one thread. */
public interface Cluster extends AutoCloseable {
  List<Node> nodes();

  /**
   * The node of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  default Node node(String name) {
    return nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("node '" + name + "': expected one of " + nodes()));
  }

  Faults faults();

  /** A directory that all nodes and the suite see under the same path. */
  Path shared();

  /** Ends all processes and takes down what was made; never throws half-way. */
  @Override
  void close();
}
