package io.maillon.chaos.cluster.processes;

import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Works on any machine. */
public final class ProcessBackend implements Backend {
  @Override
  public String name() {
    return "processes";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Cluster open(List<String> nodes, Path directory, Program program) throws IOException {
    return new ProcessCluster(nodes, directory, program);
  }
}
