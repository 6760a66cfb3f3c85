package io.maillon.cli.internal.cluster;

import io.maillon.protocol.Address;
import java.time.Duration;
import java.util.List;

/** Makes connections with coordinator clusters. */
@FunctionalInterface
public interface ClusterConnector {
  /**
   * A connection with whoever of these leads; dials when it is first asked something.
   *
   * @param coordinators control addresses of some or all of the cluster
   * @param patience how long each request may take, elections included
   */
  Cluster connect(List<Address> coordinators, Duration patience);
}
