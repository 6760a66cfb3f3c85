package io.maillon.cli.internal.command;

import io.maillon.cli.ExitCodes;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.cli.internal.demo.Rehearsal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * For the start script: uses, in one process, the classes that coordinators and instances will, so
 * that the JVM can write them down with {@code -XX:ArchiveClassesAtExit}.
 */
@Command(
    name = "rehearse",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Runs a small cluster in this process, for the JVM to archive its classes.")
final class RehearseCommand implements Callable<Integer> {
  private final ClusterConnector connector;

  RehearseCommand(ClusterConnector connector) {
    this.connector = connector;
  }

  @Override
  public Integer call() throws InterruptedException {
    new Rehearsal(connector).run();
    return ExitCodes.DONE;
  }
}
