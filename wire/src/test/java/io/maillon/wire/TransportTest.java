package io.maillon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.InstanceId;
import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.OutputBatch;
import io.maillon.protocol.peer.Deliver;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two ends over a real socket: what the embedded channels can't show. */
class TransportTest {
  private static final int TIMEOUT_S = 20;

  private final Transport transport = Transport.detect();
  private final EventLoopGroup group = transport.newGroup("wire-test", 2);

  @AfterEach
  void stop() throws InterruptedException {
    group.shutdownGracefully(0, TIMEOUT_S, TimeUnit.SECONDS).sync();
  }

  @Test
  void largeMessagesInOrderOverASocket() throws Exception {
    InstanceId n1 = new InstanceId("n1", 1);
    InstanceId n2 = new InstanceId("n2", 1);
    int count = 100;
    CompletableFuture<Integer> received = new CompletableFuture<>();
    Channel server = listen(Admission.data("flights", () -> Optional.of(n2)), received, count);
    Channel client =
        dial(
            server,
            Hello.data("flights", n1, n2),
            ctx -> {
              for (int i = 1; i <= count; i++) {
                ctx.write(deliver(i)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
              }
              ctx.flush();
            });
    assertEquals(count, received.get(TIMEOUT_S, TimeUnit.SECONDS));
    client.close().sync();
    server.close().sync();
  }

  private static Deliver deliver(int number) {
    byte[] records = new byte[number * 5_000];
    new Random(number).nextBytes(records);
    return new Deliver(
        new PartitionId("parse", 0),
        1,
        new OutputBatch(
            new PartitionId("delays", 1), number - 1, number, 1, false, Bytes.wrap(records)));
  }

  private Channel listen(Admission admission, CompletableFuture<Integer> received, int count)
      throws InterruptedException {
    ChannelHandler perConnection =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            FrameCodec.server(channel.pipeline(), admission, WireOptions.DEFAULT);
            channel.pipeline().addLast(new Receiver(received, count));
          }
        };
    return new ServerBootstrap()
        .group(group)
        .channel(transport.serverSocket())
        .childHandler(perConnection)
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .sync()
        .channel();
  }

  private Channel dial(Channel server, Hello hello, Consumer<ChannelHandlerContext> whenDone)
      throws InterruptedException {
    ChannelHandler perConnection =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            FrameCodec.client(channel.pipeline(), hello, WireOptions.DEFAULT);
            channel.pipeline().addLast(new Sender(whenDone));
          }
        };
    return new Bootstrap()
        .group(group)
        .channel(transport.socket())
        .handler(perConnection)
        .connect(server.localAddress())
        .sync()
        .channel();
  }

  private static final class Sender extends ChannelInboundHandlerAdapter {
    private final Consumer<ChannelHandlerContext> whenDone;

    Sender(Consumer<ChannelHandlerContext> whenDone) {
      this.whenDone = whenDone;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof HandshakeDone) {
        whenDone.accept(ctx);
      }
    }
  }

  private static final class Receiver extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Integer> received;
    private final int count;
    private int seen;

    Receiver(CompletableFuture<Integer> received, int count) {
      this.received = received;
      this.count = count;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      seen++;
      if (!message.equals(deliver(seen))) {
        received.completeExceptionally(new AssertionError("message " + seen + ": " + message));
      } else if (seen == count) {
        received.complete(seen);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      received.completeExceptionally(cause);
    }
  }
}
