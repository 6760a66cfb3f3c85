package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.Cluster;
import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import io.maillon.chaos.cluster.check.BackendCheck;
import io.maillon.chaos.cluster.check.BackendContract;
import io.maillon.chaos.cluster.namespaces.NamespacesBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A suite that ends in the midst of its faults, without a word to its cluster. */
final class HurtCluster {
  private HurtCluster() {}

  public static void main(String[] args) throws IOException {
    Cluster cluster =
        new NamespacesBackend()
            .open(BackendCheck.NODES, Path.of(args[0]), BackendContract.checkProgram());
    new BackendCheck(cluster).start();
    for (FaultKind kind : List.of(FaultKind.FREEZE, FaultKind.DISK_STALL, FaultKind.SLOW_CPU)) {
      if (cluster.faults().kinds().contains(kind)) {
        cluster.faults().begin(new Injection(kind, List.of("b"), 50));
      }
    }
    System.out.println("hurt");
    if (args[1].equals("stay")) {
      System.in.read();
    }
  }
}
