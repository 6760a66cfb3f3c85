package io.maillon.chaos.cluster.linux;

import java.io.IOException;

/** A packet of ours, sent to see what becomes of it. Any thread. */
final class Probe {
  private static final int DISCARD_PORT = 9;

  private Probe() {}

  /** Sends one datagram from node to node. */
  static void send(Hosts hosts, String from, String to) throws IOException {
    String target = "/dev/udp/" + hosts.address(to) + "/" + DISCARD_PORT;
    Shell.run(Shell.join(hosts.door(from), "bash", "-c", "echo probe > " + target));
  }
}
