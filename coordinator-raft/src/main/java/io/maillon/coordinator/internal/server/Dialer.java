package io.maillon.coordinator.internal.server;

import io.maillon.protocol.Address;
import io.maillon.wire.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Dials to see whether a host refuses: then nobody listens there any more. Everything else, such as
 * an accepted connection or silence, proves nothing. One event loop, owned here.
 *
 * <p>A kernel closes the sockets of a process one after the other, the listening one often last: it
 * may still accept when the first connections are closed already, and resets what it accepted as it
 * goes. So a connection that ends at once is dialled again.
 */
final class Dialer implements AutoCloseable {
  private static final int TIMEOUT_MS = 500;

  /** Longer than a kernel takes to close the sockets of a process, on a busy machine. */
  private static final int HELD_MS = 150;

  private static final int DIALS_MAX = 5;

  private final EventLoopGroup group = Transport.detect().newGroup("maillon-dialer", 1);
  private volatile boolean closed;

  /**
   * @param refused told the outcome once, on the event loop
   */
  void dial(Address address, Consumer<Boolean> refused) {
    dial(address, refused, DIALS_MAX);
  }

  private void dial(Address address, Consumer<Boolean> refused, int dials) {
    if (closed) {
      refused.accept(false);
      return;
    }
    Runnable again =
        dials > 1 ? () -> dial(address, refused, dials - 1) : () -> refused.accept(false);
    var unused =
        new Bootstrap()
            .group(group)
            .channel(Transport.detect().socket())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MS)
            .handler(new Held(refused, again))
            .connect(address.host(), address.port())
            .addListener((ChannelFutureListener) dialled -> dialled(dialled, refused, again));
  }

  private static void dialled(ChannelFuture dialled, Consumer<Boolean> refused, Runnable again) {
    Throwable cause = dialled.cause();
    if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("reset")) {
      again.run(); // Before we had seen it accepted.
    } else if (cause != null) {
      refused.accept(
          cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException));
    }
  }

  /** A connection that was accepted: it lasts for a while, or ends at once. */
  private static final class Held extends ChannelInboundHandlerAdapter {
    private final Consumer<Boolean> refused;
    private final Runnable again;
    private boolean lasted;

    Held(Consumer<Boolean> refused, Runnable again) {
      this.refused = refused;
      this.again = again;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      Runnable end =
          () -> {
            lasted = ctx.channel().isActive();
            var unused = ctx.close();
          };
      var unused = ctx.executor().schedule(end, HELD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (lasted) {
        refused.accept(false);
      } else {
        again.run();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var unused = ctx.close(); // A reset: it ends.
    }
  }

  @Override
  public void close() {
    closed = true;
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
