package io.maillon.link.internal.net;

import io.maillon.protocol.InstanceId;
import io.maillon.wire.Admission;
import io.maillon.wire.FrameCodec;
import io.maillon.wire.HandshakeDone;
import io.maillon.wire.Hello;
import io.maillon.wire.Refusal;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where peers dial in: listens through all lives of the instance, and lets in only those that mean
 * the present one. Owner: the link thread.
 */
public final class DataServer {
  /**
   * Only a hint to Netty: what may be outstanding is bounded by the credits of the channels and the
   * windows of the logs.
   */
  static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(256 << 10, 1 << 20);

  private static final int BACKLOG = 256;

  private final String pipeline;
  private final EventLoop loop;
  private final Transport transport;
  private final WireOptions options;
  private Channel listening;
  private Peers life;

  public DataServer(String pipeline, EventLoop loop, Transport transport, WireOptions options) {
    this.pipeline = pipeline;
    this.loop = loop;
    this.transport = transport;
    this.options = options;
  }

  /**
   * Called by the thread that starts the runtime.
   *
   * @param port 0 = any that is free
   * @return the port that it listens on
   */
  public int bind(String host, int port) throws IOException, InterruptedException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.serverSocket())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    FrameCodec.server(channel.pipeline(), DataServer.this::admit, options);
                    channel.pipeline().addLast(PeerHandler.accepted(DataServer.this::linkOf));
                  }
                })
            .bind(host, port)
            .await();
    if (!bound.isSuccess()) {
      throw new IOException(
          "data server on "
              + host
              + ":"
              + port
              + ": expected a free port of this machine, got: "
              + bound.cause().getMessage(),
          bound.cause());
    }
    listening = bound.channel();
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** From now on peers that mean this life are let in; null = nobody is. */
  public void serve(Peers peers) {
    life = peers;
  }

  private Optional<Refusal> admit(Hello hello) {
    Optional<InstanceId> self = Optional.ofNullable(life).map(Peers::self);
    Optional<Refusal> refusal = Admission.data(pipeline, () -> self).check(hello);
    if (refusal.isPresent()) {
      return refusal;
    }
    return self.isPresent()
        ? life.admit(hello)
        : Optional.of(new Refusal(Refusal.Code.NOT_ME, "nobody is registered here yet"));
  }

  private PeerLink linkOf(HandshakeDone done) {
    return life == null ? null : life.link(done.hello().from().orElseThrow());
  }

  public void close() {
    if (listening != null) {
      var unused = listening.close();
    }
  }
}
