package io.maillon.link.internal.net;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.wire.FrameCodec;
import io.maillon.wire.Hello;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;

/** Dials peers for one life. Owner: the link thread. */
final class PeerDialler {
  static final int TIMEOUT_MS = 1_000;

  private final String pipeline;
  private final InstanceId self;
  private final EventLoop loop;
  private final Transport transport;
  private final WireOptions options;

  PeerDialler(
      String pipeline, InstanceId self, EventLoop loop, Transport transport, WireOptions options) {
    this.pipeline = pipeline;
    this.self = self;
    this.loop = loop;
    this.transport = transport;
    this.options = options;
  }

  /** The handshake is done, or not, when the handler says so. */
  ChannelFuture dial(InstanceId peer, Address address, PeerHandler handler) {
    return transport.dial(
        new Bootstrap()
            .group(loop)
            .channel(transport.socket())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_MS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, DataServer.WATER_MARK)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    transport.open(channel.pipeline(), address);
                    FrameCodec.client(
                        channel.pipeline(), Hello.data(pipeline, self, peer), options);
                    channel.pipeline().addLast(handler);
                  }
                }),
        address);
  }
}
