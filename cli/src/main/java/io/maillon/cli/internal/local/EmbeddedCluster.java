package io.maillon.cli.internal.local;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.command.CommandFailure;
import io.maillon.coordinator.Coordinator;
import io.maillon.coordinator.CoordinatorConfig;
import io.maillon.coordinator.CoordinatorStartException;
import io.maillon.coordinator.Launcher;
import io.maillon.protocol.Address;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A cluster of one in this process; the instances that it launches end with this process. */
public final class EmbeddedCluster implements AutoCloseable {
  private final Coordinator coordinator;

  /**
   * @param directory for storage and logs
   * @param instanceJvm flags of instances
   * @param jars with the user's functions
   * @throws CommandFailure when it can't start
   */
  public EmbeddedCluster(Path directory, String instanceJvm, List<Path> jars) {
    Path instances = directory.resolve("instances");
    List<String> command =
        LaunchedInstance.command(
            instanceJvm,
            instances.resolve("logs"),
            jars,
            Optional.of(ProcessHandle.current().pid()));
    CoordinatorConfig config =
        CoordinatorConfig.embedded(directory.resolve("coordinator"))
            .launcher(Launcher.processes(command, instances))
            .build();
    try {
      coordinator = Coordinator.start(config);
    } catch (CoordinatorStartException e) {
      throw new CommandFailure(ExitCodes.USAGE, e.getMessage(), e);
    }
  }

  public List<Address> addresses() {
    return List.of(coordinator.controlAddress());
  }

  @Override
  public void close() {
    coordinator.close();
  }
}
