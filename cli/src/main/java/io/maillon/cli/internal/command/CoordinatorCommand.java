package io.maillon.cli.internal.command;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.local.JavaCommand;
import io.maillon.cli.internal.local.LaunchedInstance;
import io.maillon.cli.internal.local.ParentWatch;
import io.maillon.coordinator.Coordinator;
import io.maillon.coordinator.CoordinatorConfig;
import io.maillon.coordinator.CoordinatorPeer;
import io.maillon.coordinator.CoordinatorStartException;
import io.maillon.coordinator.Launcher;
import io.maillon.coordinator.RaftTimings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One node of a coordinator cluster, until it is ended by a signal. */
@Command(
    name = "coordinator",
    mixinStandardHelpOptions = true,
    description = "Runs one node of a coordinator cluster.")
final class CoordinatorCommand implements Callable<Integer> {
  /** What starts instances that a pipeline lacks. */
  enum Launch {
    NONE,
    PROCESSES
  }

  @Spec private CommandSpec spec;

  @Option(names = "--id", required = true, paramLabel = "ID", description = "one of the peers'")
  private String id;

  @Option(
      names = "--peers",
      split = ",",
      required = true,
      paramLabel = "ID=HOST:RAFTPORT:CONTROLPORT",
      description = "all nodes of the cluster, separated by commas, the same on each")
  private List<CoordinatorPeer> peers;

  @Option(
      names = "--storage",
      required = true,
      paramLabel = "DIR",
      description = "directory of this node alone")
  private Path storage;

  @Option(
      names = "--bind",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "interface to listen on; there is no authentication (${DEFAULT-VALUE})")
  private String bindHost;

  @Option(
      names = "--launch",
      paramLabel = "HOW",
      defaultValue = "none",
      description = "what starts instances: none or processes, on this machine (${DEFAULT-VALUE})")
  private Launch launch;

  @Option(
      names = "--instance-jvm",
      paramLabel = "FLAGS",
      defaultValue = JavaCommand.INSTANCE_JVM,
      description = "JVM flags of launched instances (${DEFAULT-VALUE})")
  private String instanceJvm;

  @Option(
      names = "--instance-dir",
      paramLabel = "DIR",
      description = "logs of launched instances; default: instances in the storage")
  private Path instanceDirectory;

  @Option(names = "--jar", paramLabel = "USER.jar", description = "functions; may be repeated")
  private List<Path> jars = List.of();

  @Option(
      names = "--exit-with",
      paramLabel = "PID",
      description = "end, like all instances launched here, when this process has ended")
  private Long exitWith;

  @Override
  public Integer call() throws InterruptedException {
    if (exitWith != null) {
      ParentWatch.exitWith(exitWith);
    }
    try (Coordinator coordinator = Coordinator.start(config())) {
      Thread closing = new Thread(coordinator::close, "close-coordinator");
      Runtime.getRuntime().addShutdownHook(closing);
      new CountDownLatch(1).await(); // Only a signal ends it.
      return ExitCodes.DONE;
    } catch (CoordinatorStartException e) {
      throw new CommandFailure(ExitCodes.USAGE, e.getMessage(), e);
    }
  }

  private CoordinatorConfig config() {
    try {
      CoordinatorConfig.Builder builder =
          CoordinatorConfig.builder(id, peers, storage)
              .bindHost(bindHost)
              .timings(RaftTimings.SHARED_CORES);
      if (launch == Launch.PROCESSES) {
        builder.launcher(launcher());
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Launcher launcher() {
    Path directory = instanceDirectory != null ? instanceDirectory : storage.resolve("instances");
    return Launcher.processes(
        LaunchedInstance.command(
            instanceJvm, directory.resolve("logs"), jars, Optional.ofNullable(exitWith)),
        directory);
  }
}
