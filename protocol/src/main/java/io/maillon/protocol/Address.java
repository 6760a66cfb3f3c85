package io.maillon.protocol;

import java.util.Objects;

/**
 * Where a server listens. The host stays a name until somebody dials it.
 *
 * @param host name or IP address, without a port
 * @param port from 1 to 65535
 */
public record Address(String host, int port) {
  public Address {
    Objects.requireNonNull(host, "host");
    if (host.isEmpty() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "address '" + host + ":" + port + "': expected HOST:PORT with a port from 1 to 65535");
    }
  }

  /** Reads {@code host:port}; refuses anything else with the text it found. */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      return new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "address '" + text + "': expected HOST:PORT, such as 127.0.0.1:7000", e);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
