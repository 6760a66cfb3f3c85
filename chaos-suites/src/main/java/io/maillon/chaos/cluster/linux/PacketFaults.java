package io.maillon.chaos.cluster.linux;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All faults between two nodes that have a network each. Owned by the thread of the cluster. */
public final class PacketFaults {
  private static final Logger LOG = LoggerFactory.getLogger(PacketFaults.class);

  private PacketFaults() {}

  /**
   * Offers what this machine can do.
   *
   * @param node one of them, to try it out
   */
  public static void offerAll(Hosts hosts, String node, Workshop workshop, EffectFaults faults)
      throws IOException {
    PacketFilter filter = new PacketFilter(hosts);
    filter.offer(faults);
    new Connections(hosts).offer(faults);
    Bandwidth bandwidth = new Bandwidth(hosts);
    if (bandwidth.works(node)) {
      bandwidth.offer(faults);
    } else {
      LOG.info("no bandwidth: tc has no htb in this kernel");
    }
    PacketDelay delay = new PacketDelay(hosts, workshop.scratch(), workshop.run());
    if (delay.works(node)) {
      delay.offer(faults);
    } else {
      LOG.info("no delay, no jitter: they need python3 and a kernel with NFQUEUE");
    }
  }
}
