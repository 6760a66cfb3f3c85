package io.maillon.coordinator;

import io.maillon.protocol.Address;
import java.util.ArrayList;
import java.util.List;

/**
 * One member of a coordinator cluster, written {@code c1=host:raftPort:controlPort}.
 *
 * @param id unique in the cluster, never given to another storage
 * @param host where the others, instances and operators reach it; a name is resolved when dialled
 * @param raftPort for the other coordinators, from 0 to 65535
 * @param controlPort for instances and operators; port 0 = any free one, only for a cluster of one
 */
public record CoordinatorPeer(String id, String host, int raftPort, int controlPort) {
  public CoordinatorPeer {
    if (!id.matches("[A-Za-z0-9_-]{1,32}")
        || host.isEmpty()
        || !isPort(raftPort)
        || !isPort(controlPort)) {
      throw new IllegalArgumentException(
          "coordinator '%s=%s:%d:%d': expected ID=HOST:RAFTPORT:CONTROLPORT, an id of up to 32"
                  .formatted(id, host, raftPort, controlPort)
              + " letters, digits, - or _ and ports from 0 to 65535");
    }
  }

  private static boolean isPort(int port) {
    return port >= 0 && port <= 65_535;
  }

  /** Reads {@code id=host:raftPort:controlPort}; refuses anything else with the text it found. */
  public static CoordinatorPeer parse(String text) {
    int equals = text.indexOf('=');
    int control = text.lastIndexOf(':');
    int raft = control < 0 ? -1 : text.lastIndexOf(':', control - 1);
    if (equals < 1 || raft < equals) {
      throw unreadable(text, null);
    }
    try {
      return new CoordinatorPeer(
          text.substring(0, equals),
          text.substring(equals + 1, raft),
          Integer.parseInt(text.substring(raft + 1, control)),
          Integer.parseInt(text.substring(control + 1)));
    } catch (NumberFormatException e) {
      throw unreadable(text, e);
    }
  }

  private static IllegalArgumentException unreadable(String text, Throwable cause) {
    return new IllegalArgumentException(
        "coordinator '"
            + text
            + "': expected ID=HOST:RAFTPORT:CONTROLPORT, such as c1=127.0.0.1:7101:7201",
        cause);
  }

  /** Reads a list separated by commas. */
  public static List<CoordinatorPeer> parseList(String text) {
    List<CoordinatorPeer> peers = new ArrayList<>();
    for (String one : text.split(",")) {
      peers.add(parse(one.strip()));
    }
    return peers;
  }

  /** Where instances and operators connect. */
  public Address controlAddress() {
    return new Address(host, controlPort);
  }

  @Override
  public String toString() {
    return id + "=" + host + ":" + raftPort + ":" + controlPort;
  }
}
