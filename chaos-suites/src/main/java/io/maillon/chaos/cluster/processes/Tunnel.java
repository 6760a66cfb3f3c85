package io.maillon.chaos.cluster.processes;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;

/** One connection between two nodes. Owner: the event loop of the proxies. */
final class Tunnel {
  private final String from;
  private final String to;
  private final Channel near;
  private final Channel far;

  /** Outlive their channels: what a cut holds back is still to come when one end has closed. */
  private final Pump forth;

  private final Pump back;

  /**
   * @param from node that dialled
   * @param to node that listens
   * @param near end at the node that dialled
   * @param far end at the node that listens
   * @param there what becomes of bytes on their way to the far end
   * @param here what becomes of bytes on their way to the near end
   */
  Tunnel(String from, String to, Channel near, Channel far, Direction there, Direction here) {
    this.from = from;
    this.to = to;
    this.near = near;
    this.far = far;
    forth = new Pump(there, near, far);
    back = new Pump(here, far, near);
    Pump.pair(forth, back);
  }

  /** Lets bytes through, both ways, and tells the node that dialled. */
  void open() {
    near.pipeline().addLast(forth);
    far.pipeline().addLast(back);
    var unused =
        near.writeAndFlush(
            ByteBufUtil.writeAscii(near.alloc(), "HTTP/1.1 200 Connection established\r\n\r\n"));
    far.config().setAutoRead(true);
  }

  /** Goes on with what a cut or a delay had held back. */
  void pump() {
    forth.pump();
    back.pump();
  }

  /** Both ends are closed. */
  void drop() {
    forth.drop();
    back.drop();
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
