package io.maillon.link.internal.control;

import io.maillon.protocol.control.ControlMessage;
import io.maillon.wire.HandshakeDone;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The last handler of one control connection. Owner: the control thread. */
final class ControlHandler extends ChannelInboundHandlerAdapter {
  private final ControlClient client;
  private String reason = "it closed the connection";

  ControlHandler(ControlClient client) {
    this.client = client;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof HandshakeDone) {
      client.opened(ctx.channel());
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    client.received(ctx.channel(), (ControlMessage) message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    client.closed(ctx.channel(), reason);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    reason = String.valueOf(cause.getMessage());
    var unused = ctx.close();
  }
}
