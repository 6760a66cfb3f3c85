package io.maillon.link.internal.control;

import io.maillon.protocol.Address;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.wire.Admission;
import io.maillon.wire.FrameCodec;
import io.maillon.wire.HandshakeDone;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A coordinator that answers as the test says; one thread runs all of its script. */
public final class ScriptedCoordinator implements AutoCloseable {
  private static final Transport TRANSPORT = Transport.detect();

  private final EventLoopGroup group = TRANSPORT.newGroup("test-coordinator", 1);
  private final BlockingQueue<ControlMessage> received = new LinkedBlockingQueue<>();
  private final List<Channel> open = new ArrayList<>();
  private final Semaphore connections = new Semaphore(0);
  private final Channel listening;
  private volatile BiConsumer<Channel, ControlMessage> script;

  /**
   * @param script answers each message, on the thread of this coordinator
   */
  public ScriptedCoordinator(BiConsumer<Channel, ControlMessage> script) throws Exception {
    this.script = script;
    listening =
        new ServerBootstrap()
            .group(group)
            .channel(TRANSPORT.serverSocket())
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    FrameCodec.server(
                        channel.pipeline(), Admission.coordinator(), WireOptions.DEFAULT);
                    channel.pipeline().addLast(new Handler());
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  public Address address() {
    return new Address("127.0.0.1", ((InetSocketAddress) listening.localAddress()).getPort());
  }

  /** From now on it answers like this. */
  public void script(BiConsumer<Channel, ControlMessage> next) {
    script = next;
  }

  /** The next message of this type, others before it left out. */
  public <M extends ControlMessage> M next(Class<M> type) throws InterruptedException {
    while (true) {
      ControlMessage message = received.poll(10, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no " + type.getSimpleName() + " within 10 s");
      }
      if (type.isInstance(message)) {
        return type.cast(message);
      }
    }
  }

  /** Done when somebody has connected, once more than at the last call. */
  public void awaitConnection() throws InterruptedException {
    if (!connections.tryAcquire(10, TimeUnit.SECONDS)) {
      throw new AssertionError("no connection within 10 s");
    }
  }

  /** Says something unasked, on the newest connection. */
  public void say(ControlMessage message) {
    group.execute(() -> write(open.get(open.size() - 1), message));
  }

  /** Runs on the thread of the script. */
  public void run(Runnable action) {
    group.execute(action);
  }

  /** Closes every connection but goes on listening. */
  public void hangUp() {
    group.execute(() -> List.copyOf(open).forEach(ScriptedCoordinator::close));
  }

  /** Answers on this connection. */
  public static void write(Channel channel, ControlMessage message) {
    var unused = channel.writeAndFlush(message);
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }

  @Override
  public void close() throws InterruptedException {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private final class Handler extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof HandshakeDone) {
        open.add(ctx.channel());
        connections.release();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      open.remove(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      received.add((ControlMessage) message);
      script.accept(ctx.channel(), (ControlMessage) message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      close(ctx.channel());
    }
  }
}
