package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.cli.internal.local.EmbeddedCluster;
import io.maillon.cli.internal.local.JavaCommand;
import io.maillon.cli.internal.local.OwnProcesses;
import io.maillon.cli.internal.local.TemporaryDirectory;
import io.maillon.cli.internal.local.UserJars;
import io.maillon.cli.internal.run.LoadCheck;
import io.maillon.cli.internal.run.PipelineRun;
import io.maillon.cli.internal.run.Progress;
import io.maillon.cli.yaml.PipelineFile;
import io.maillon.cli.yaml.PipelineYaml;
import io.maillon.protocol.Address;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A pipeline from its file to its end; starts what is missing. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a pipeline to its end, or until it is stopped.",
      "Without --coordinators it starts one inside this program and instances beside it."
    })
final class RunCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ClusterConnector connector;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PIPELINE.yaml", description = "the pipeline")
  private Path file;

  @Option(names = "--jar", paramLabel = "USER.jar", description = "functions; may be repeated")
  private List<Path> jars = List.of();

  @Option(names = "--embedded", description = "coordinator inside this program (the default)")
  private boolean embedded;

  @Option(
      names = {"-c", "--coordinators"},
      split = ",",
      paramLabel = "HOST:PORT",
      description = "run it on this cluster, whose instances must know the functions")
  private List<Address> coordinators;

  @Option(
      names = "--storage",
      paramLabel = "DIR",
      description = "keep state and logs there; default: a temporary directory")
  private Path storage;

  @Option(
      names = "--instance-jvm",
      paramLabel = "FLAGS",
      defaultValue = JavaCommand.INSTANCE_JVM,
      description = "JVM flags of the instances (${DEFAULT-VALUE})")
  private String instanceJvm;

  RunCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (coordinators != null && (embedded || storage != null)) {
      String other = embedded ? "--embedded" : "--storage";
      throw new ParameterException(
          spec.commandLine(), other + ": expected without --coordinators, found both");
    }
    PipelineFile pipeline = PipelineYaml.open(file);
    try (URLClassLoader classes = UserJars.loader(jars)) {
      LoadCheck.check(pipeline, classes, coordinators == null);
    }
    if (coordinators != null) {
      return run(pipeline, coordinators);
    }
    if (storage != null) {
      return runEmbedded(pipeline, storage);
    }
    TemporaryDirectory directory = new TemporaryDirectory("maillon-run-");
    Runtime.getRuntime().addShutdownHook(new Thread(directory::close, "delete-run-directory"));
    return runEmbedded(pipeline, directory.path());
  }

  private int runEmbedded(PipelineFile pipeline, Path directory) throws InterruptedException {
    try (EmbeddedCluster cluster = new EmbeddedCluster(directory, instanceJvm, jars)) {
      return run(pipeline, cluster.addresses());
    } finally {
      OwnProcesses.endAll(directory);
    }
  }

  private int run(PipelineFile pipeline, List<Address> addresses) throws InterruptedException {
    Progress progress = new Progress(spec.commandLine().getOut());
    try (Cluster cluster = connector.connect(addresses, PATIENCE)) {
      return new PipelineRun(cluster, pipeline.spec(), progress).run();
    } finally {
      progress.clear();
    }
  }
}
