package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.protocol.InstanceId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the work of an instance away. */
@Command(
    name = "evict",
    mixinStandardHelpOptions = true,
    description = {
      "Declares an instance dead, whatever it says itself: its work moves to others.",
      "Its process begins a new life. Refused if it has the only copy of a log."
    })
final class EvictCommand implements Runnable {
  private final ClusterConnector connector;

  @Spec private CommandSpec spec;
  @Mixin private CoordinatorsOption coordinators;

  @Parameters(index = "0", paramLabel = "PIPELINE", description = "name of the pipeline")
  private String pipeline;

  @Parameters(
      index = "1",
      paramLabel = "INSTANCE",
      description = "as in 'status', its life included: n1#2")
  private String instance;

  @Option(names = "--force", description = "also if data is lost with it: 'status' says which")
  private boolean force;

  EvictCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public void run() {
    InstanceId id = id();
    try (Cluster cluster = coordinators.connect(connector)) {
      spec.commandLine().getOut().println(cluster.evict(pipeline, id, force));
    }
  }

  private InstanceId id() {
    try {
      return InstanceId.parse(instance);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
