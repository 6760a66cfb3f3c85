package io.maillon.chaos.containers;

import io.maillon.chaos.cluster.linux.Hosts;
import io.maillon.chaos.cluster.linux.Shell;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A network of the engine with one keeper per node: a container that holds the node's address, and
 * that the containers of its program join. So the address, and the faults of the network, stay the
 * same through all lives of the program. Owned by the thread of the cluster.
 */
final class NodeNetwork implements Hosts {
  static final int NODES_MAX = 240;

  private static final int SUBNETS = 256;
  private static final int ATTEMPTS_MAX = 50;
  private static final int FIRST_ADDRESS = 10;

  private record Keeper(String id, int pid, String address) {}

  private final Engine engine;
  private final String run;
  private final String image;
  private final String id;
  private final String subnet;
  private final Map<String, Keeper> keepers = new LinkedHashMap<>();

  private NodeNetwork(Engine engine, String run, String image, String id, String subnet) {
    this.engine = engine;
    this.run = run;
    this.image = image;
    this.id = id;
    this.subnet = subnet;
  }

  static NodeNetwork create(Engine engine, String run, String image) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      String subnet = "198.18." + ThreadLocalRandom.current().nextInt(SUBNETS);
      String users = Shell.run("ip", "-o", "-4", "addr", "show", "to", subnet + ".0/24");
      if (users.isEmpty()) {
        return new NodeNetwork(engine, run, image, engine.network(run, subnet + ".0/24"), subnet);
      }
    }
    throw new IOException("no free subnet in 198.18.0.0/16");
  }

  void connect(String node) throws IOException {
    String address = subnet + "." + (FIRST_ADDRESS + keepers.size());
    String keeper = engine.keeper(run, run + "-" + node + "-net", image, id, address);
    keepers.put(node, new Keeper(keeper, engine.state(keeper).getPidLong().intValue(), address));
  }

  /** The container whose network a node's program joins. */
  String keeper(String node) {
    return keepers.get(node).id();
  }

  /** A process of the engine, as an example of what may be done to one. */
  long keeperPid(String node) {
    return keepers.get(node).pid();
  }

  @Override
  public String address(String node) {
    return keepers.get(node).address();
  }

  @Override
  public List<String> door(String node) {
    return List.of("nsenter", "--net=/proc/" + keepers.get(node).pid() + "/ns/net");
  }
}
