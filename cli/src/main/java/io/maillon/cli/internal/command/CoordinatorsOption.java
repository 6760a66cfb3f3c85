package io.maillon.cli.internal.command;

import io.maillon.cli.internal.cluster.Cluster;
import io.maillon.cli.internal.cluster.ClusterConnector;
import io.maillon.protocol.Address;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** Which cluster a command talks to. */
final class CoordinatorsOption {
  /** An election and a half. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Option(
      names = {"-c", "--coordinators"},
      split = ",",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:MAILLON_COORDINATORS:-127.0.0.1:7200}",
      description =
          "control addresses of coordinators, separated by commas; default: the environment"
              + " variable MAILLON_COORDINATORS, else ${DEFAULT-VALUE}")
  private List<Address> coordinators;

  Cluster connect(ClusterConnector connector) {
    return connector.connect(coordinators, PATIENCE);
  }
}
