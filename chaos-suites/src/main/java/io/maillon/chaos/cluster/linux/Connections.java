package io.maillon.chaos.cluster.linux;

import io.maillon.chaos.cluster.FaultKind;
import io.maillon.chaos.cluster.Injection;
import java.io.IOException;
import java.util.List;

/** Resets the connections between two nodes, with ss. Owned by the thread of the cluster. */
public final class Connections {
  private final Hosts hosts;

  public Connections(Hosts hosts) {
    this.hosts = hosts;
  }

  /** Offers what this machine can do. */
  public void offer(EffectFaults faults) {
    faults.offer(FaultKind.RESET, this::reset);
  }

  private Effect reset(Injection fault) throws IOException {
    String first = fault.nodes().get(0);
    String second = fault.nodes().get(1);
    // At both ends: where packets between them are cut, neither would tell the other.
    long ends = kill(first, second) + kill(second, first);
    return Effect.once(
        ends == 0 ? "" : "ss -K closed " + ends + " sockets between " + first + " and " + second);
  }

  private long kill(String at, String to) throws IOException {
    List<String> command =
        Shell.join(
            hosts.door(at),
            "ss",
            "-H",
            "-K",
            "-t",
            "-n",
            "state",
            "established",
            "dst",
            hosts.address(to));
    return Shell.run(command).lines().filter(line -> !line.isBlank()).count();
  }
}
