package io.maillon.cli.internal.command;

import io.maillon.cli.internal.chaos.SimulationSuite;
import io.maillon.cli.yaml.Nearest;
import java.util.List;
import java.util.concurrent.Callable;
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
  private static final List<String> SUITES = List.of(SIMULATION);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SUITE",
      description = "simulation: the product's cores in simulated worlds, one per seed")
  private String suite;

  @Mixin private SimulationFlags simulation;

  @Override
  public Integer call() throws InterruptedException {
    return switch (suite) {
      case SIMULATION ->
          new SimulationSuite(simulation.options(spec.commandLine()), spec.commandLine().getOut())
              .run();
      default -> throw unknown();
    };
  }

  private ParameterException unknown() {
    String hint = Nearest.to(suite, SUITES).map(k -> "; did you mean '" + k + "'?").orElse("");
    return new ParameterException(
        spec.commandLine(),
        "'" + suite + "': expected one of the suites " + String.join(", ", SUITES) + hint);
  }
}
