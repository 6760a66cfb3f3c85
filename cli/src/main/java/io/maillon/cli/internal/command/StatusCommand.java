package io.maillon.cli.internal.command;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.cli.internal.run.Progress;
import io.maillon.cli.internal.status.StatusText;
import io.maillon.coordinator.status.StatusDocument;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows instances, partitions, recoveries and risks. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows instances, partitions, recoveries and risks.")
final class StatusCommand implements Callable<Integer> {
  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J";
  private static final long WATCH_MS = 1000;

  private final ClusterConnector connector;

  @Spec private CommandSpec spec;
  @Mixin private CoordinatorsOption coordinators;

  @Parameters(
      paramLabel = "PIPELINE",
      arity = "0..1",
      defaultValue = "",
      description = "name of the pipeline; default: all")
  private String pipeline;

  @Option(names = "--json", description = "the coordinator's document, for programs")
  private boolean json;

  @Option(names = "--watch", description = "again every second, until interrupted")
  private boolean watch;

  StatusCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    boolean terminal = Boolean.getBoolean(Progress.TERMINAL_PROPERTY) && !json;
    try (Cluster cluster = coordinators.connect(connector)) {
      show(cluster, out);
      while (watch && !out.checkError()) {
        TimeUnit.MILLISECONDS.sleep(WATCH_MS);
        out.print(terminal ? CLEAR_SCREEN : "");
        show(cluster, out);
      }
    }
    return 0;
  }

  private void show(Cluster cluster, PrintWriter out) {
    StatusDocument status = cluster.status(pipeline);
    if (!pipeline.isEmpty() && status.pipeline(pipeline).isEmpty()) {
      List<String> names = cluster.status("").pipelines().stream().map(p -> p.name()).toList();
      throw new CommandFailure(
          ExitCodes.USAGE, "pipeline '" + pipeline + "': expected one of " + names);
    }
    if (json) {
      out.println(status.json());
    } else {
      out.print(StatusText.of(status));
    }
    out.flush();
  }
}
