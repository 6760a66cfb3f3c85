package io.maillon.coordinator.internal.server;

import io.maillon.protocol.control.ControlMessage;
import io.maillon.wire.HandshakeDone;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the messages of one connection to a listener. Owned by the channel's event loop. */
final class ControlHandler extends SimpleChannelInboundHandler<ControlMessage> {
  private static final Logger log = LoggerFactory.getLogger(ControlHandler.class);

  private final AtomicLong ids;
  private final ControlListener listener;
  private ControlConnection connection;

  ControlHandler(AtomicLong ids, ControlListener listener) {
    this.ids = ids;
    this.listener = listener;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof HandshakeDone done) {
      connection = new ControlConnection(ids.incrementAndGet(), done.hello(), ctx.channel());
      listener.opened(connection);
    } else if (event instanceof IdleStateEvent) {
      log.info("connection from {} was silent for too long: closed", ctx.channel().remoteAddress());
      var unused = ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ControlMessage message) {
    connection.taken();
    listener.received(connection, message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (connection != null) {
      listener.closed(connection);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.info("connection from {} closed: {}", ctx.channel().remoteAddress(), cause.toString());
    var unused = ctx.close();
  }
}
