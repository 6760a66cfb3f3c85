package io.maillon.coordinator.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DialerTest {
  private final Dialer dialer = new Dialer();
  private ServerSocketChannel server;
  private Address address;

  @BeforeEach
  void listen() throws IOException {
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
    address = new Address(InetAddress.getLoopbackAddress().getHostAddress(), port);
  }

  @AfterEach
  void close() throws IOException {
    dialer.close();
    server.close();
  }

  private CompletableFuture<Boolean> dial() {
    CompletableFuture<Boolean> refused = new CompletableFuture<>();
    dialer.dial(address, outcome -> assertTrue(refused.complete(outcome), "told twice"));
    return refused;
  }

  @Test
  void aHostRefusesWhereNobodyListens() throws Exception {
    server.close();
    assertTrue(dial().get(5, TimeUnit.SECONDS));
  }

  /** A frozen process accepts, too: its kernel does. */
  @Test
  void aConnectionThatIsHeldProvesNothing() throws Exception {
    assertFalse(dial().get(5, TimeUnit.SECONDS));
  }

  /** As at the end of a process: the listening socket accepts until it is closed in its turn. */
  @Test
  void aListenerThatGoesAfterItAcceptedRefuses() throws Exception {
    CompletableFuture<Boolean> refused = dial();
    server.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      server.register(selector, SelectionKey.OP_ACCEPT);
      assertEquals(1, selector.select(5_000), "the connection waits to be accepted");
    }
    server.close();
    assertTrue(refused.get(5, TimeUnit.SECONDS));
  }

  @Test
  void whoHangsUpAgainAndAgainDoesNotRefuse() throws Exception {
    CompletableFuture<Boolean> refused = dial();
    while (!refused.isDone()) {
      server.configureBlocking(false);
      var accepted = server.accept();
      if (accepted != null) {
        accepted.close();
      }
      Thread.onSpinWait();
    }
    assertFalse(refused.get());
  }
}
