package io.maillon.cli.internal.command;

import io.maillon.chaos.cluster.Backend;
import io.maillon.chaos.workload.Traffic;
import io.maillon.cli.internal.chaos.ClusterOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Flags of the suites that run on real nodes. */
final class ClusterFlags {
  private static final String SIMULATION = "simulation";

  @Option(
      names = "--backend",
      paramLabel = "WHERE",
      defaultValue = "processes",
      description = "nodes: processes, namespaces or containers; default: ${DEFAULT-VALUE}")
  private String backend;

  @Option(
      names = "--time",
      paramLabel = "T",
      description = "for which faults come, such as 90s or 10m; default: as the suite has it")
  private String time;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "records a second into the suites' own pipeline; default: ${DEFAULT-VALUE}")
  private int ratePerSecond;

  @Option(
      names = "--arrivals",
      paramLabel = "steady|poisson|bursts|FILE",
      description =
          "how these records are spread over time; a file has milliseconds, a line each; default:"
              + " as the suite has it")
  private String arrivals;

  @Option(
      names = "--skew",
      paramLabel = "S",
      description =
          "exponent of the Zipf distribution of their keys, 0 = even; default: as the suite has it")
  private String skew;

  @Option(
      names = "--replication",
      paramLabel = "N",
      defaultValue = "2",
      description = "of the stages of the suites' own pipeline; default: ${DEFAULT-VALUE}")
  private int replication;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "4",
      description = "nodes that run functions; default: ${DEFAULT-VALUE}")
  private int instances;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "store",
      description = "where history, logs and report go; default: ${DEFAULT-VALUE}")
  private Path store;

  /**
   * @param usual traffic of the suite
   */
  ClusterOptions options(
      CommandLine line, Optional<Long> seed, PipelineFlags pipeline, Traffic usual) {
    if (pipeline.pipeline(line).isPresent() && (arrivals != null || skew != null)) {
      throw new ParameterException(
          line, "--arrivals, --skew: expected without --pipeline, which has its own input");
    }
    return new ClusterOptions(
        backend(line),
        Optional.ofNullable(time).map(text -> duration(line, text)),
        seed,
        ratePerSecond,
        traffic(line, usual),
        replication,
        instances,
        store,
        pipeline.pipeline(line),
        pipeline.jars(),
        pipeline.compared());
  }

  private Traffic traffic(CommandLine line, Traffic usual) {
    try {
      Traffic spread = arrivals == null ? usual : usual.arriving(arrivals);
      return skew == null ? spread : spread.skewed(Double.parseDouble(skew));
    } catch (NumberFormatException e) {
      throw new ParameterException(line, "--skew: '" + skew + "': expected a number", e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, "--" + e.getMessage(), e);
    }
  }

  private Backend backend(CommandLine line) {
    if (backend.equals(SIMULATION)) {
      throw new ParameterException(
          line,
          "--backend simulation: it draws worlds and faults of its own, whatever the suite:"
              + " 'maillon chaos run simulation'");
    }
    try {
      return Backend.named(backend);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, "--" + e.getMessage(), e);
    }
  }

  private static Duration duration(CommandLine line, String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          line, "--time: '" + text + "': expected a time such as 90s or 10m", e);
    }
  }
}
