package io.maillon.coordinator.internal.raft;

import io.maillon.coordinator.CoordinatorStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out whether a port can be bound before somebody binds it who would exit the JVM. */
public final class Ports {
  private Ports() {}

  /** A port that is free now. */
  public static int free(String host) {
    return bind(host, 0, "a free port");
  }

  /**
   * Refuses a port that cannot be bound, with one clear message.
   *
   * @param port 0 = any
   * @param what the port is for
   */
  public static void requireFree(String host, int port, String what) {
    bind(host, port, what);
  }

  private static int bind(String host, int port, String what) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CoordinatorStartException(
          what
              + " "
              + host
              + ":"
              + port
              + ": cannot be bound ("
              + e.getMessage()
              + ")"
              + "; expected a free port of this machine",
          e);
    }
  }
}
