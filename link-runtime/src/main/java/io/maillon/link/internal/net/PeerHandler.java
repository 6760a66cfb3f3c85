package io.maillon.link.internal.net;

import io.maillon.protocol.peer.PeerMessage;
import io.maillon.wire.FrameTooLargeException;
import io.maillon.wire.HandshakeDone;
import io.maillon.wire.HandshakeException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of one data connection: tells its {@link PeerLink} what happens on it. An
 * accepted connection learns its link from the handshake. Owner: the link thread.
 */
final class PeerHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);

  private final Function<HandshakeDone, PeerLink> atHandshake;
  private final boolean dialled;
  private PeerLink link;

  private PeerHandler(boolean dialled, Function<HandshakeDone, PeerLink> atHandshake) {
    this.dialled = dialled;
    this.atHandshake = atHandshake;
  }

  static PeerHandler dialled(PeerLink link) {
    PeerHandler handler = new PeerHandler(true, done -> link);
    handler.link = link;
    return handler;
  }

  /**
   * @param atHandshake finds the link, null = its life is over
   */
  static PeerHandler accepted(Function<HandshakeDone, PeerLink> atHandshake) {
    return new PeerHandler(false, atHandshake);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof HandshakeDone done)) {
      ctx.fireUserEventTriggered(event);
      return;
    }
    link = atHandshake.apply(done);
    if (link == null) {
      var unused = ctx.close();
    } else if (dialled) {
      link.dialDone(ctx.channel());
    } else {
      link.accepted(ctx.channel());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    link.received(ctx.channel(), (PeerMessage) message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (link != null) {
      link.closed(ctx.channel());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof HandshakeException failed) {
      LOG.debug("data connection {}: {}", ctx.channel(), failed.getMessage());
      if (dialled) {
        link.dialFailed(ctx.channel(), failed);
      }
    } else if (cause instanceof FrameTooLargeException) {
      link.fault(cause);
    } else if (cause instanceof IOException) {
      LOG.debug("data connection {} is lost: {}", ctx.channel(), cause.toString());
    } else {
      LOG.warn("data connection {} closes: {}", ctx.channel(), cause.toString());
    }
    var unused = ctx.close();
  }
}
