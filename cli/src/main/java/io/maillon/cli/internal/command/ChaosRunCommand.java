package io.maillon.cli.internal.command;

import io.maillon.chaos.suite.Suite;
import io.maillon.chaos.suite.Suites;
import io.maillon.cli.internal.chaos.ClusterOptions;
import io.maillon.cli.internal.chaos.ClusterSuite;
import io.maillon.cli.internal.chaos.SimulationSuite;
import io.maillon.cli.yaml.Nearest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a suite of faults and says what it came to. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs a chaos suite and says whether the pipeline kept its promises.",
    exitCodeListHeading = "%nExit status%n",
    exitCodeList = {
      "0:VALID",
      "1:INVALID: shown shrunk, with the line that repeats it",
      "2:UNKNOWN or VOID: nothing was shown; or wrong usage"
    })
final class ChaosRunCommand implements Callable<Integer> {
  private static final String SIMULATION = "simulation";
  private static final List<String> SIMULATION_FLAGS =
      List.of("--seeds", "--base", "--faults", "--records", "--threads", "--out");
  private static final List<String> CLUSTER_FLAGS =
      List.of(
          "--backend",
          "--time",
          "--rate",
          "--arrivals",
          "--skew",
          "--replication",
          "--instances",
          "--store");
  private static final List<String> SUITES =
      Stream.concat(Stream.of(SIMULATION), Suites.all().stream().map(Suite::name)).toList();

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SUITE",
      description = {
        "simulation: the product's cores in simulated worlds, one per seed;",
        "on real nodes: smoke, kill-storm, zombies, cuts, grey, coordinator, suspicions,"
            + " detection, everything, quiet"
      })
  private String suite;

  @Mixin private PipelineFlags pipeline;
  @Mixin private SimulationFlags simulation;
  @Mixin private ClusterFlags cluster;

  @Override
  public Integer call() throws InterruptedException {
    if (suite.equals(SIMULATION)) {
      refuse(CLUSTER_FLAGS);
      return new SimulationSuite(
              simulation.options(spec.commandLine(), pipeline), spec.commandLine().getOut())
          .run();
    }
    if (!SUITES.contains(suite)) {
      throw unknown();
    }
    refuse(SIMULATION_FLAGS);
    Suite chosen = Suites.named(suite);
    ClusterOptions options =
        cluster.options(spec.commandLine(), simulation.seed(), pipeline, chosen.traffic());
    return new ClusterSuite(chosen, options, spec.commandLine().getOut()).run();
  }

  /** Flags of the other kind of suite would be passed over in silence. */
  private void refuse(List<String> flags) {
    for (String flag : flags) {
      if (spec.commandLine().getParseResult().hasMatchedOption(flag)) {
        throw new ParameterException(
            spec.commandLine(), flag + ": not a flag of the suite " + suite);
      }
    }
  }

  private ParameterException unknown() {
    String hint = Nearest.to(suite, SUITES).map(k -> "; did you mean '" + k + "'?").orElse("");
    return new ParameterException(
        spec.commandLine(),
        "'" + suite + "': expected one of the suites " + String.join(", ", SUITES) + hint);
  }
}
