package io.maillon.chaos.cluster.processes;

import io.maillon.protocol.Address;
import io.maillon.wire.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An HTTP proxy for each node, on the loopback interface: all that its process dials goes through
 * it, so it knows who talks to whom. One event loop does it all; the methods wait for it.
 */
final class Proxies implements AutoCloseable {
  private static final int DIAL_TIMEOUT_MS = 1_000;

  private record Link(String from, String to) {}

  /** A connection that a cut holds up before it is made. */
  private record Attempt(String from, int port, Channel near) {}

  private final Transport transport = Transport.detect();
  private final EventLoopGroup group = transport.newGroup("maillon-chaos-proxies", 1);
  private final Map<Integer, String> nodes;
  private final Map<Link, Direction> directions = new HashMap<>();
  private final List<Tunnel> tunnels = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();

  /**
   * @param nodes by port
   */
  Proxies(Map<Integer, String> nodes) {
    this.nodes = Map.copyOf(nodes);
  }

  /** Begins to serve one node. */
  Address open(String node) {
    Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(transport.serverSocket())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel near) {
                    near.pipeline().addLast(new ConnectRequest(port -> dial(node, port, near)));
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
    return new Address("127.0.0.1", ((InetSocketAddress) server.localAddress()).getPort());
  }

  /** Changes what becomes of bytes between two nodes, then lets go what may pass now. */
  void change(String from, String to, Consumer<Direction> change) {
    onLoop(
        () -> {
          change.accept(direction(from, to));
          between(from, to).forEach(Tunnel::pump);
          List<Attempt> again = List.copyOf(attempts);
          attempts.clear();
          again.forEach(attempt -> dial(attempt.from(), attempt.port(), attempt.near()));
          return null;
        });
  }

  /** Resets what connects two nodes; returns how many connections that were. */
  int reset(String one, String other) {
    return onLoop(
        () -> {
          List<Tunnel> hit = between(one, other);
          hit.forEach(Tunnel::reset);
          return hit.size();
        });
  }

  /** Connections between two nodes now. */
  int count(String one, String other) {
    return onLoop(() -> between(one, other).size());
  }

  /** Bytes that the last cut from one node to another held back. */
  long heldBytes(String from, String to) {
    return onLoop(() -> direction(from, to).heldBytes());
  }

  /** New connections between two nodes that wait for the end of a cut. */
  int heldDials(String one, String other) {
    return onLoop(() -> (int) attempts.stream().filter(a -> isBetween(a, one, other)).count());
  }

  private boolean isBetween(Attempt attempt, String one, String other) {
    String to = nodes.get(attempt.port());
    return (attempt.from().equals(one) && other.equals(to))
        || (attempt.from().equals(other) && one.equals(to));
  }

  /** A copy: what is done to them may end them. */
  private List<Tunnel> between(String one, String other) {
    return tunnels.stream().filter(t -> t.isBetween(one, other)).toList();
  }

  private Direction direction(String from, String to) {
    return directions.computeIfAbsent(new Link(from, to), link -> new Direction());
  }

  private void dial(String from, int port, Channel near) {
    String to = nodes.get(port);
    if (to == null) {
      refuse(near);
    } else if (direction(from, to).isCut() || direction(to, from).isCut()) {
      attempts.add(new Attempt(from, port, near));
      near.closeFuture().addListener(closed -> attempts.removeIf(a -> a.near() == near));
    } else {
      new Bootstrap()
          .group(group)
          .channel(transport.socket())
          .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, DIAL_TIMEOUT_MS)
          .option(ChannelOption.TCP_NODELAY, true)
          .option(ChannelOption.AUTO_READ, false)
          .handler(new ChannelInboundHandlerAdapter())
          .connect("127.0.0.1", port)
          .addListener((ChannelFutureListener) dialled -> dialled(from, to, near, dialled));
    }
  }

  private void dialled(String from, String to, Channel near, ChannelFuture dialled) {
    Channel far = dialled.channel();
    if (!dialled.isSuccess()) {
      refuse(near);
    } else if (!near.isActive()) {
      var unused = far.close();
    } else {
      Tunnel tunnel = new Tunnel(from, to, near, far, direction(from, to), direction(to, from));
      tunnels.add(tunnel);
      near.closeFuture().addListener(n -> far.closeFuture().addListener(f -> remove(tunnel)));
      tunnel.open();
      near.config().setAutoRead(true);
    }
  }

  private void remove(Tunnel tunnel) {
    tunnels.remove(tunnel);
    tunnel.drop();
  }

  private static void refuse(Channel near) {
    near.writeAndFlush(Unpooled.wrappedBuffer(Tunnel.refusal()))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private <T> T onLoop(Callable<T> task) {
    return group.next().submit(task).syncUninterruptibly().getNow();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
