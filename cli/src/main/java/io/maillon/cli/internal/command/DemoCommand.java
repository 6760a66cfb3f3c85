package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.cli.internal.demo.DemoOptions;
import io.maillon.cli.internal.demo.DemoRun;
import io.maillon.cli.internal.demo.Story;
import io.maillon.cli.internal.local.JavaCommand;
import io.maillon.cli.internal.run.Progress;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job on real input, under kills; exit status 0 only if the result is right. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs a pipeline on real input, kills processes, and checks the result.")
final class DemoCommand implements Callable<Integer> {
  private static final int KILLS_MAX = 1000;

  private final ClusterConnector connector;

  @Spec private CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "5",
      description = "how many processes to kill (${DEFAULT-VALUE})")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "that the kills are drawn from (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "records per second of the source; default: so that the input lasts")
  private Integer rate;

  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      defaultValue = "flights",
      description = "flights, flights-file (no replicas) or receipts (${DEFAULT-VALUE})")
  private String pipeline;

  @Option(
      names = "--instance-jvm",
      paramLabel = "FLAGS",
      defaultValue = JavaCommand.INSTANCE_JVM,
      description = "JVM flags of the instances (${DEFAULT-VALUE})")
  private String instanceJvm;

  @Option(names = "--keep", description = "leave the directory with logs and outputs behind")
  private boolean keep;

  DemoCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public Integer call() throws InterruptedException {
    require(kills >= 0 && kills <= KILLS_MAX, "--kills", kills, "a number from 0 to " + KILLS_MAX);
    require(rate == null || rate > 0, "--rate", rate, "a number from 1");
    OptionalInt ratePerSecond = rate == null ? OptionalInt.empty() : OptionalInt.of(rate);
    DemoOptions options = new DemoOptions(kills, seed, ratePerSecond, keep, instanceJvm);
    Progress progress = new Progress(spec.commandLine().getOut());
    try {
      return new DemoRun(story(), options, connector, progress).run();
    } finally {
      progress.clear();
    }
  }

  private Story story() {
    List<Story> named = Story.ALL.stream().filter(s -> s.name().equals(pipeline)).toList();
    String names = Story.ALL.stream().map(Story::name).collect(Collectors.joining(", "));
    require(!named.isEmpty(), "--pipeline", pipeline, "one of " + names);
    return named.get(0);
  }

  private void require(boolean condition, String option, Object value, String expected) {
    if (!condition) {
      throw new ParameterException(
          spec.commandLine(), option + ": '" + value + "': expected " + expected);
    }
  }
}
