package io.maillon.cli.internal.command;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.cli.internal.status.Explanation;
import io.maillon.coordinator.status.PartitionStatus;
import io.maillon.coordinator.status.PipelineStatus;
import io.maillon.coordinator.status.StatusDocument;
import io.maillon.protocol.PartitionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says in sentences why a partition moves or does not. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Says why a partition moves or does not: who owns it, what it waits for.")
final class ExplainCommand implements Runnable {
  /** Two looks this far apart show whether it moves; progress is told about every 100 ms. */
  private static final long LOOKS_APART_MS = 1000;

  private final ClusterConnector connector;

  @Spec private CommandSpec spec;
  @Mixin private CoordinatorsOption coordinators;

  @Parameters(paramLabel = "PARTITION", description = "such as delays/3")
  private PartitionId partition;

  @Option(names = "--pipeline", paramLabel = "NAME", description = "where several have the stage")
  private String pipeline;

  ExplainCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public void run() {
    try (Cluster cluster = coordinators.connect(connector)) {
      PipelineStatus first = find(cluster.status(""));
      Optional<PartitionStatus> before = first.partition(partition);
      TimeUnit.MILLISECONDS.sleep(LOOKS_APART_MS);
      PipelineStatus now = cluster.status(first.name()).pipeline(first.name()).orElse(first);
      PartitionStatus found = now.partition(partition).or(() -> before).orElseThrow();
      spec.commandLine().getOut().print(Explanation.of(now, found, before));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PipelineStatus find(StatusDocument status) {
    List<PipelineStatus> candidates =
        status.pipelines().stream()
            .filter(p -> pipeline == null || p.name().equals(pipeline))
            .toList();
    List<PipelineStatus> holding =
        candidates.stream().filter(p -> p.partition(partition).isPresent()).toList();
    if (holding.size() == 1) {
      return holding.get(0);
    }
    throw new CommandFailure(
        ExitCodes.USAGE,
        holding.isEmpty()
            ? "'" + partition + "': expected one of the partitions " + ranges(candidates)
            : "'" + partition + "': expected --pipeline with one of " + names(holding));
  }

  /** {@code delays/0..15} for each stage. */
  private static String ranges(List<PipelineStatus> pipelines) {
    String ranges =
        pipelines.stream()
            .flatMap(p -> p.partitions().stream())
            .collect(Collectors.groupingBy(p -> p.id().stage(), Collectors.counting()))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + "/0.." + (e.getValue() - 1))
            .collect(Collectors.joining(", "));
    return ranges.isEmpty() ? "of a pipeline, there is none" : ranges;
  }

  private static String names(List<PipelineStatus> pipelines) {
    return pipelines.stream().map(PipelineStatus::name).collect(Collectors.joining(", "));
  }
}
