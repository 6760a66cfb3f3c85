package io.maillon.cli.internal.cluster;

import io.maillon.protocol.Address;
import java.util.List;

/** Makes connections with coordinator clusters. */
@FunctionalInterface
public interface ClusterConnector {
  /**
   * A connection with whoever of these leads; dials when it is first asked something.
   *
   * @param coordinators control addresses of some or all of the cluster
   */
  Cluster connect(List<Address> coordinators);
}
