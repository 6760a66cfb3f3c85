package io.maillon.chaos.containers;

import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Program;
import io.maillon.chaos.cluster.linux.Leftovers;
import io.maillon.chaos.cluster.linux.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * A container per node, of an engine on this Linux machine, which Testcontainers finds. Faults come
 * from the outside, so that the image needs no tools and its program no privileges.
 */
public final class ContainersBackend implements Backend {
  private static final String[] TOOLS = {"ip", "tc", "ss", "iptables", "nsenter", "bash"};

  private final Image image;
  private final String main;

  /** The image of docker/Dockerfile. */
  public ContainersBackend() {
    this(Image.ofProgram(), Program.MAIN);
  }

  /**
   * Another program.
   *
   * @param main name of its class
   */
  ContainersBackend(Image image, String main) {
    this.image = image;
    this.main = main;
  }

  @Override
  public String name() {
    return "containers";
  }

  @Override
  public Optional<String> unavailable() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.of("containers: needs Linux, this is " + System.getProperty("os.name"));
    }
    if (!Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward"))) {
      return Optional.of("containers: needs root, for faults from outside of the containers");
    }
    List<String> missing = Shell.missing(TOOLS);
    if (!missing.isEmpty()) {
      return Optional.of("containers: not on the path: " + String.join(", ", missing));
    }
    if (System.getenv("DOCKER_HOST") == null && !Files.exists(Path.of("/var/run/docker.sock"))) {
      return Optional.of("containers: no engine: no DOCKER_HOST, no /var/run/docker.sock");
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? Optional.empty()
        : Optional.of("containers: no engine answers");
  }

  @Override
  public Cluster open(List<String> nodes, Path directory, Program program) throws IOException {
    if (nodes.size() > NodeNetwork.NODES_MAX) {
      throw new IllegalArgumentException(
          "containers: " + nodes.size() + " nodes: expected at most " + NodeNetwork.NODES_MAX);
    }
    Engine engine = new Engine(DockerClientFactory.instance().client());
    engine.sweep();
    Leftovers.sweep();
    return ContainerCluster.create(nodes, directory.toAbsolutePath(), engine, image, main);
  }
}
