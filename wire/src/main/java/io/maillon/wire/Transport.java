package io.maillon.wire;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * Which sockets are used. NIO everywhere: the native ones gain nothing measurable on these frames
 * and would weigh on a function's package.
 *
 * @param socket what a client's bootstrap creates
 * @param serverSocket what a server's bootstrap creates
 */
public record Transport(
    Class<? extends SocketChannel> socket, Class<? extends ServerSocketChannel> serverSocket) {

  /** The best transport on this machine. */
  public static Transport detect() {
    return new Transport(NioSocketChannel.class, NioServerSocketChannel.class);
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
