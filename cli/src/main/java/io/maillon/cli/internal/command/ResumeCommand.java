package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Accepts the loss that a pipeline in state DATA_LOSS names, and goes on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = "Accepts the loss that a pipeline in state DATA_LOSS names, and goes on.")
final class ResumeCommand implements Runnable {
  private final ClusterConnector connector;

  @Spec private CommandSpec spec;
  @Mixin private CoordinatorsOption coordinators;

  @Parameters(paramLabel = "PIPELINE", description = "name of the pipeline")
  private String pipeline;

  ResumeCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public void run() {
    try (Cluster cluster = coordinators.connect(connector)) {
      spec.commandLine().getOut().println(cluster.resume(pipeline));
    }
  }
}
