package io.maillon.coordinator.internal.server;

import io.maillon.protocol.Address;
import io.maillon.wire.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Dials to see whether a host refuses: then nobody listens there any more. Everything else, such as
 * an accepted connection or silence, proves nothing. One event loop, owned here.
 */
final class Dialer implements AutoCloseable {
  private static final int TIMEOUT_MS = 500;

  private final EventLoopGroup group = Transport.detect().newGroup("maillon-dialer", 1);

  /**
   * @param refused told the outcome, on the event loop
   */
  void dial(Address address, Consumer<Boolean> refused) {
    var unused =
        new Bootstrap()
            .group(group)
            .channel(Transport.detect().socket())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MS)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(address.host(), address.port())
            .addListener((ChannelFutureListener) dialled -> end(dialled, refused));
  }

  private static void end(ChannelFuture dialled, Consumer<Boolean> refused) {
    if (dialled.isSuccess()) {
      var unused = dialled.channel().close();
    }
    Throwable cause = dialled.cause();
    refused.accept(
        cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException));
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
