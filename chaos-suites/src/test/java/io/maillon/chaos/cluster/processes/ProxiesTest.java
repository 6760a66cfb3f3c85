package io.maillon.chaos.cluster.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Node a dials node b. */
@Timeout(30)
class ProxiesTest {
  private final ServerSocket listening;
  private final Proxies proxies;
  private Socket near;
  private Socket far;

  ProxiesTest() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    proxies = new Proxies(Map.of(listening.getLocalPort(), "b"));
  }

  @BeforeEach
  void connect() throws IOException {
    Address proxy = proxies.open("a");
    near = new Socket(proxy.host(), proxy.port());
    String target = "127.0.0.1:" + listening.getLocalPort();
    near.getOutputStream()
        .write(
            ("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    var answer =
        new BufferedReader(new InputStreamReader(near.getInputStream(), StandardCharsets.US_ASCII));
    assertTrue(answer.readLine().contains(" 200 "));
    far = listening.accept();
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
    proxies.close();
    listening.close();
  }

  @Test
  void carriesBytes() throws IOException {
    near.getOutputStream().write(1);
    assertEquals(1, far.getInputStream().read());
  }

  @Test
  void whatACutHeldBackComesThoughItsSenderIsGone() throws IOException {
    proxies.change("a", "b", Direction::cut);
    near.getOutputStream().write(2);
    near.close();
    awaitClosedAtTheProxy();
    assertEquals(1, proxies.heldBytes("a", "b"));
    proxies.change("a", "b", Direction::join);
    assertEquals(2, far.getInputStream().read());
    assertEquals(-1, far.getInputStream().read());
  }

  /** What a socket holds when a task is given to the loop is read before the next task is run. */
  private void awaitClosedAtTheProxy() {
    assertEquals(1, proxies.count("a", "b"));
    assertEquals(1, proxies.count("a", "b"));
  }
}
