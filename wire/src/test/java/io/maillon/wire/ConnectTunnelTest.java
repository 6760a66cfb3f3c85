package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maillon.protocol.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectTunnelTest {
  private final Opened opened = new Opened();
  private final EmbeddedChannel channel = new EmbeddedChannel(false, false);

  /** Remembers that it saw the connection open. */
  private static final class Opened extends ChannelInboundHandlerAdapter {
    private boolean active;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      active = true;
    }
  }

  private void connect() throws Exception {
    Transport transport = Transport.detect().via(Optional.of(new Address("proxy", 3128)));
    channel.pipeline().addLast(opened);
    transport.open(channel.pipeline(), new Address("n1", 7000));
    channel.register();
    channel.freezeTime();
  }

  @Test
  void asksTheProxyAndOpensWhenItHasConnected() throws Exception {
    connect();
    ByteBuf request = channel.readOutbound();
    assertEquals(
        "CONNECT n1:7000 HTTP/1.1\r\nHost: n1:7000\r\n\r\n",
        request.toString(StandardCharsets.US_ASCII));
    request.release();
    assertFalse(opened.active, "open before the proxy has answered");
    channel.writeInbound(Unpooled.copiedBuffer("HTTP/1.1 200 OK\r\n", StandardCharsets.US_ASCII));
    assertFalse(opened.active, "open in the middle of the answer");
    channel.writeInbound(Unpooled.copiedBuffer("\r\nfirst", StandardCharsets.US_ASCII));
    assertTrue(opened.active);
    ByteBuf rest = channel.readInbound();
    assertEquals("first", rest.toString(StandardCharsets.US_ASCII));
    rest.release();
    assertNull(channel.pipeline().get(ConnectTunnel.class));
  }

  @Test
  void closesWhenTheProxyRefuses() throws Exception {
    connect();
    HandshakeException e =
        assertThrows(
            HandshakeException.class,
            () ->
                channel.writeInbound(
                    Unpooled.copiedBuffer(
                        "HTTP/1.1 502 Bad Gateway\r\n\r\n", StandardCharsets.US_ASCII)));
    assertTrue(e.getMessage().endsWith("found 'HTTP/1.1 502 Bad Gateway'"), e.getMessage());
    assertFalse(channel.isActive());
    channel.releaseOutbound();
  }

  @Test
  void closesWhenTheProxyIsSilent() throws Exception {
    connect();
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThrows(HandshakeException.class, channel::checkException);
    assertFalse(channel.isActive());
    channel.releaseOutbound();
  }
}
