package io.maillon.link.internal.control;

import io.maillon.protocol.Address;
import io.maillon.protocol.InstanceId;
import io.maillon.wire.FrameCodec;
import io.maillon.wire.Hello;
import io.maillon.wire.Transport;
import io.maillon.wire.WireOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.Optional;

/** Dials coordinators. Owner: the control thread. */
public final class ControlDialler {
  private final String pipeline;
  private final EventLoop loop;
  private final Transport transport;
  private final WireOptions options;

  public ControlDialler(String pipeline, EventLoop loop, Transport transport, WireOptions options) {
    this.pipeline = pipeline;
    this.loop = loop;
    this.transport = transport;
    this.options = new WireOptions(options.frameBytesMax(), ControlClient.SILENCE_MS);
  }

  /** What becomes of it is told to the client, not before this call has returned. */
  Channel dial(Address address, Optional<InstanceId> self, ControlClient client) {
    ChannelFuture dial =
        transport.dial(
            new Bootstrap()
                .group(loop)
                .channel(transport.socket())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) ControlClient.SILENCE_MS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(
                    new ChannelInitializer<SocketChannel>() {
                      @Override
                      protected void initChannel(SocketChannel channel) {
                        transport.open(channel.pipeline(), address);
                        FrameCodec.client(
                            channel.pipeline(), Hello.control(pipeline, self), options);
                        channel.pipeline().addLast(new ControlHandler(client));
                      }
                    }),
            address);
    dial.addListener(
        done -> {
          if (!done.isSuccess()) {
            String reason = String.valueOf(done.cause().getMessage());
            loop.execute(() -> client.closed(dial.channel(), reason));
          }
        });
    return dial.channel();
  }
}
