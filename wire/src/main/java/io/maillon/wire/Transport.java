package io.maillon.wire;

import io.maillon.protocol.Address;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;

/**
 * Which sockets are used, and how others are reached. NIO everywhere: the native ones gain nothing
 * measurable on these frames and would weigh on a function's package.
 *
 * @param socket what a client's bootstrap creates
 * @param serverSocket what a server's bootstrap creates
 * @param via HTTP proxy through which others are dialled; empty = directly
 */
public record Transport(
    Class<? extends SocketChannel> socket,
    Class<? extends ServerSocketChannel> serverSocket,
    Optional<Address> via) {

  /** The best transport on this machine, without a proxy. */
  public static Transport detect() {
    return new Transport(NioSocketChannel.class, NioServerSocketChannel.class, Optional.empty());
  }

  /** The same through a proxy. */
  public Transport via(Optional<Address> proxy) {
    return new Transport(socket, serverSocket, proxy);
  }

  /**
   * Dials.
   *
   * @param bootstrap its handler calls {@link #open} before it adds others
   */
  public ChannelFuture dial(Bootstrap bootstrap, Address target) {
    Address next = via.orElse(target);
    return bootstrap.connect(next.host(), next.port());
  }

  /** Begins the handlers of a connection that is about to be dialled. */
  public void open(ChannelPipeline pipeline, Address target) {
    if (via.isPresent()) {
      pipeline.addFirst(new ConnectTunnel(target));
    }
  }

  /**
   * Event loops for the sockets of this transport; the caller shuts them down.
   *
   * @param threadName prefix of the names of its daemon threads
   * @param threads how many
   */
  public EventLoopGroup newGroup(String threadName, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory(threadName, true), NioIoHandler.newFactory());
  }
}
