package io.maillon.coordinator;

import io.maillon.protocol.Address;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.wire.FrameCodec;
import io.maillon.wire.HandshakeDone;
import io.maillon.wire.Hello;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Speaks a control connection by hand, over a real socket. */
final class FakeInstance implements AutoCloseable {
  private static final long WAIT_MS = 15_000;

  private final EventLoopGroup group = Transport.detect().newGroup("fake-instance", 1);
  private final BlockingQueue<ControlMessage> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Channel> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  FakeInstance(Address coordinator, String pipeline) throws Exception {
    var unused =
        new Bootstrap()
            .group(group)
            .channel(Transport.detect().socket())
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    FrameCodec.client(
                        channel.pipeline(),
                        Hello.control(pipeline, Optional.empty()),
                        WireOptions.DEFAULT);
                    channel.pipeline().addLast(new Inbox());
                  }
                })
            .connect(coordinator.host(), coordinator.port());
    ready.get(WAIT_MS, TimeUnit.MILLISECONDS);
  }

  void send(ControlMessage message) {
    var unused = ready.join().writeAndFlush(message);
  }

  /** Waits for a message of this type that fits, and passes over others. */
  <T extends ControlMessage> T await(Class<T> type, Predicate<T> fits) throws InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
    while (System.nanoTime() < endNs) {
      ControlMessage message = messages.poll(WAIT_MS, TimeUnit.MILLISECONDS);
      if (type.isInstance(message) && fits.test(type.cast(message))) {
        return type.cast(message);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " within " + WAIT_MS + " ms");
  }

  void awaitClosed() throws Exception {
    closed.get(WAIT_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    ready.join().close().awaitUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Inbox extends SimpleChannelInboundHandler<ControlMessage> {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof HandshakeDone) {
        ready.complete(ctx.channel());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ControlMessage message) {
      messages.add(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      closed.complete(null);
    }
  }
}
