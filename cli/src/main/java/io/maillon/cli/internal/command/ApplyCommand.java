package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.cli.yaml.PipelineYaml;
import io.maillon.protocol.pipeline.PipelineSpec;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands a pipeline to a cluster and returns; applying the same again changes nothing. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = "Hands a pipeline to a running cluster and returns.")
final class ApplyCommand implements Runnable {
  private final ClusterConnector connector;

  @Spec private CommandSpec spec;
  @Mixin private CoordinatorsOption coordinators;

  @Parameters(paramLabel = "PIPELINE.yaml", description = "the pipeline")
  private Path file;

  ApplyCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public void run() {
    PipelineSpec pipeline = PipelineYaml.read(file);
    try (Cluster cluster = coordinators.connect(connector)) {
      spec.commandLine().getOut().println(cluster.apply(pipeline));
    }
  }
}
