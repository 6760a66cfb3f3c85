package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends a pipeline and its instances; what was committed stays. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Ends a pipeline and its instances.")
final class StopCommand implements Runnable {
  private final ClusterConnector connector;

  @Spec private CommandSpec spec;
  @Mixin private CoordinatorsOption coordinators;

  @Parameters(paramLabel = "PIPELINE", description = "name of the pipeline")
  private String pipeline;

  StopCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public void run() {
    try (Cluster cluster = coordinators.connect(connector)) {
      spec.commandLine().getOut().println(cluster.stop(pipeline));
    }
  }
}
