package io.maillon.chaos.cluster.namespaces;

import io.maillon.chaos.cluster.linux.Hosts;
import io.maillon.chaos.cluster.linux.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A switch in a namespace of its own, with a port for each node and one for the suite. Addresses
 * are of 198.18.0.0/15, which is kept for tests of networks; nothing is routed out. Owned by the
 * thread of the cluster.
 */
final class Network implements Hosts, AutoCloseable {
  static final int NODES_MAX = 250;

  private static final int SUBNETS = 256;
  private static final int ATTEMPTS_MAX = 50;
  private static final String DEVICE_PREFIX = "mc";

  private final Namespace exchange;
  private final Map<String, Namespace> namespaces = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final String device;
  private final String subnet;

  private Network(Namespace exchange, String device, String subnet) {
    this.exchange = exchange;
    this.device = device;
    this.subnet = subnet;
  }

  static Network create(List<String> nodes, String run) throws IOException {
    Namespace exchange = Namespace.create(run);
    try {
      exchange.ip("link add br0 type bridge", "link set br0 up");
      // Device names are short: the id of the switch's keeper makes it unique.
      String device = DEVICE_PREFIX + exchange.id();
      Network network = new Network(exchange, device, connectSuite(exchange, device));
      try {
        for (String node : nodes) {
          network.connect(node, Namespace.create(run));
        }
      } catch (IOException e) {
        network.close();
        throw e;
      }
      return network;
    } catch (IOException e) {
      exchange.close();
      throw e;
    }
  }

  /** The suite's own port, under the first three numbers of a subnet that nobody has here. */
  private static String connectSuite(Namespace exchange, String device) throws IOException {
    Shell.run("ip", "link", "set", "lo", "up"); // in a fresh namespace of the suite it is not
    Shell.run(
        "ip",
        "link",
        "add",
        device,
        "type",
        "veth",
        "peer",
        "name",
        "suite",
        "netns",
        exchange.id());
    exchange.ip("link set suite master br0 up");
    Shell.run("ip", "link", "set", device, "up");
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      String subnet = "198.18." + ThreadLocalRandom.current().nextInt(SUBNETS);
      Shell.run("ip", "addr", "add", subnet + ".254/24", "dev", device);
      List<String> users = new ArrayList<>();
      Shell.run("ip", "-o", "-4", "addr", "show", "to", subnet + ".0/24")
          .lines()
          .forEach(users::add);
      if (users.size() == 1) {
        return subnet;
      }
      Shell.run("ip", "addr", "del", subnet + ".254/24", "dev", device);
    }
    throw new IOException("no free subnet in 198.18.0.0/16");
  }

  private void connect(String node, Namespace namespace) throws IOException {
    namespaces.put(node, namespace);
    int number = namespaces.size();
    String address = subnet + "." + number;
    addresses.put(node, address);
    exchange.ip(
        "link add e" + number + " type veth peer name eth0 netns " + namespace.id(),
        "link set e" + number + " master br0 up");
    namespace.ip("addr add " + address + "/24 dev eth0", "link set eth0 up");
  }

  @Override
  public String address(String node) {
    return addresses.get(node);
  }

  @Override
  public List<String> door(String node) {
    return namespaces.get(node).door();
  }

  @Override
  public void close() {
    namespaces.values().forEach(Namespace::close);
    exchange.close();
    // It goes with its other end, but a little later, and the next run may look for a free subnet.
    Shell.works("ip", "link", "del", device);
  }
}
