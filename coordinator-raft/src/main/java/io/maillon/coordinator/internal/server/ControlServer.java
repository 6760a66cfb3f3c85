package io.maillon.coordinator.internal.server;

import io.maillon.coordinator.CoordinatorLimits;
import io.maillon.coordinator.CoordinatorStartException;
import io.maillon.wire.Admission;
import io.maillon.wire.FrameCodec;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for instances and operators. Two event loops, owned here. */
final class ControlServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);

  /** Instances beat many times a second; this ends what nobody uses any more. */
  private static final int SILENT_SECONDS_MAX = 60;

  private final EventLoopGroup group;
  private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private final AtomicLong ids = new AtomicLong();
  private final CoordinatorLimits limits;
  private final ControlListener listener;
  private Channel server;

  private ControlServer(CoordinatorLimits limits, ControlListener listener) {
    this.limits = limits;
    this.listener = listener;
    this.group = Transport.detect().newGroup("maillon-control", 2);
  }

  /**
   * @param port 0 = any free one
   * @throws CoordinatorStartException if the port cannot be bound
   */
  static ControlServer start(
      String bindHost, int port, CoordinatorLimits limits, ControlListener listener) {
    ControlServer server = new ControlServer(limits, listener);
    server.bind(bindHost, port);
    return server;
  }

  private void bind(String bindHost, int port) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channel(Transport.detect().serverSocket())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(limits.outboundBytesMax() / 2, limits.outboundBytesMax()))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                })
            .bind(bindHost, port)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new CoordinatorStartException(
          "control port "
              + bindHost
              + ":"
              + port
              + ": cannot be bound ("
              + bound.cause().getMessage()
              + "); expected a free port of this machine",
          bound.cause());
    }
    server = bound.channel();
  }

  private void accept(SocketChannel channel) {
    if (connections.size() >= limits.connectionsMax()) {
      log.warn(
          "connection from {} closed: {} are open, the most allowed",
          channel.remoteAddress(),
          limits.connectionsMax());
      var unused = channel.close();
      return;
    }
    connections.add(channel);
    FrameCodec.server(channel.pipeline(), Admission.coordinator(), WireOptions.DEFAULT);
    channel
        .pipeline()
        .addLast(new IdleStateHandler(SILENT_SECONDS_MAX, 0, 0), new ControlHandler(ids, listener));
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Closes every connection and waits until the event loops are gone. */
  @Override
  public void close() {
    if (server != null) {
      server.close().awaitUninterruptibly();
    }
    connections.close().awaitUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
