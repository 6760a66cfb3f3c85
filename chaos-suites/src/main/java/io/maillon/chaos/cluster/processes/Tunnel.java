package io.maillon.chaos.cluster.processes;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;

/**
 * One connection between two nodes. Owner: the event loop of the proxies.
 *
 * @param from node that dialled
 * @param to node that listens
 * @param near end at the node that dialled
 * @param far end at the node that listens
 */
record Tunnel(String from, String to, Channel near, Channel far) {
  /** Lets bytes through, both ways, and tells the node that dialled. */
  void open(Direction forth, Direction back) {
    near.pipeline().addLast(new Pump(forth, near, far));
    far.pipeline().addLast(new Pump(back, far, near));
    var unused =
        near.writeAndFlush(
            ByteBufUtil.writeAscii(near.alloc(), "HTTP/1.1 200 Connection established\r\n\r\n"));
    far.config().setAutoRead(true);
  }

  /** Goes on with what a cut or a delay had held back. */
  void pump() {
    for (Channel end : new Channel[] {near, far}) {
      Pump pump = end.pipeline().get(Pump.class);
      if (pump != null) {
        pump.pump();
      }
    }
  }

  /** Both ends see their connection reset. */
  void reset() {
    for (Channel end : new Channel[] {near, far}) {
      end.config().setOption(ChannelOption.SO_LINGER, 0);
      var unused = end.close();
    }
  }

  boolean isBetween(String one, String other) {
    return (from.equals(one) && to.equals(other)) || (from.equals(other) && to.equals(one));
  }

  static byte[] refusal() {
    return "HTTP/1.1 502 Bad Gateway\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  }
}
