package io.maillon.coordinator.internal.client;

import io.maillon.protocol.Address;
import io.maillon.protocol.control.ControlMessage;
import io.maillon.protocol.control.Shutdown;
import io.maillon.wire.FrameCodec;
import io.maillon.wire.HandshakeDone;
import io.maillon.wire.Hello;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One operator's connection with one coordinator; for one thread, which asks and waits. */
final class AdminConnection implements AutoCloseable {
  private final Address address;
  private final Channel channel;
  private final BlockingQueue<ControlMessage> answers;

  private AdminConnection(Address address, Channel channel, BlockingQueue<ControlMessage> answers) {
    this.address = address;
    this.channel = channel;
    this.answers = answers;
  }

  /**
   * Dials and shakes hands.
   *
   * @throws IOException if the coordinator cannot be reached or refuses
   */
  static AdminConnection open(EventLoopGroup group, Address address, long timeoutMs)
      throws IOException, InterruptedException {
    BlockingQueue<ControlMessage> answers = new ArrayBlockingQueue<>(16);
    CompletableFuture<Channel> ready = new CompletableFuture<>();
    var unused =
        new Bootstrap()
            .group(group)
            .channel(Transport.detect().socket())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeoutMs)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    FrameCodec.client(channel.pipeline(), Hello.admin(), WireOptions.DEFAULT);
                    channel.pipeline().addLast(new Answers(ready, answers));
                  }
                })
            .connect(address.host(), address.port())
            .addListener(
                dialled -> {
                  if (!dialled.isSuccess()) {
                    ready.completeExceptionally(dialled.cause());
                  }
                });
    return new AdminConnection(address, await(ready, timeoutMs), answers);
  }

  private static Channel await(CompletableFuture<Channel> ready, long timeoutMs)
      throws IOException, InterruptedException {
    try {
      return ready.get(timeoutMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      // Whoever connects later than this is of no use.
      var unused = ready.thenAccept(late -> late.close().awaitUninterruptibly());
      throw new IOException("no answer within " + timeoutMs + " ms", e);
    }
  }

  Address address() {
    return address;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws IOException if none came; whether the request was done is unknown
   */
  ControlMessage ask(ControlMessage request, long timeoutMs)
      throws IOException, InterruptedException {
    var unused = channel.writeAndFlush(request);
    ControlMessage answer = answers.poll(timeoutMs, TimeUnit.MILLISECONDS);
    if (answer == null || answer == Answers.CLOSED) {
      throw new IOException(
          answer == null ? "no answer within " + timeoutMs + " ms" : "connection closed");
    }
    return answer;
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }

  /** Hands answers from the event loop to the thread that waits. */
  private static final class Answers extends SimpleChannelInboundHandler<ControlMessage> {
    /** Stands for the end of the connection. */
    static final ControlMessage CLOSED = new Shutdown("");

    private final CompletableFuture<Channel> ready;
    private final BlockingQueue<ControlMessage> answers;

    Answers(CompletableFuture<Channel> ready, BlockingQueue<ControlMessage> answers) {
      this.ready = ready;
      this.answers = answers;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof HandshakeDone) {
        ready.complete(ctx.channel());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ControlMessage answer) {
      if (!answers.offer(answer)) {
        // Nobody asked for so much.
        var unused = ctx.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      ready.completeExceptionally(new IOException("connection closed"));
      var unused = answers.offer(CLOSED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ready.completeExceptionally(cause);
      var unused = ctx.close();
    }
  }
}
