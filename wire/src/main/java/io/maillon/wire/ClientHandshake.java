package io.maillon.wire;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs the handshake of the side that dialled, then leaves the pipeline. Fires {@link
 * HandshakeDone}, or {@link HandshakeException} and closes. Owned by the channel's event loop.
 */
public final class ClientHandshake extends ChannelInboundHandlerAdapter {
  private final Hello hello;
  private final long timeoutMs;
  private Future<?> timeout;
  private boolean over;

  public ClientHandshake(Hello hello, WireOptions options) {
    this.hello = hello;
    this.timeoutMs = options.handshakeTimeoutMs();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    if (ctx.channel().isActive()) {
      start(ctx);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    start(ctx);
    ctx.fireChannelActive();
  }

  private void start(ChannelHandlerContext ctx) {
    if (timeout != null) {
      return;
    }
    timeout =
        ctx.executor()
            .schedule(
                () -> fail(ctx, new HandshakeException(late(ctx))),
                timeoutMs,
                TimeUnit.MILLISECONDS);
    ctx.writeAndFlush(hello).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  private String late(ChannelHandlerContext ctx) {
    return "no answer to the handshake from "
        + ctx.channel().remoteAddress()
        + " within "
        + timeoutMs
        + " ms: it accepts connections but does not answer";
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (over) {
      return; // failed: the connection is closing, nothing on it counts any more
    }
    if (message instanceof HelloReply reply) {
      take(ctx, reply);
    } else {
      throw new MalformedFrameException("handshake", message, "HelloReply first");
    }
  }

  private void take(ChannelHandlerContext ctx, HelloReply reply) {
    if (reply.refusal().isPresent()) {
      String who = String.valueOf(ctx.channel().remoteAddress());
      fail(ctx, new HandshakeException(who, reply.refusal().get()));
      return;
    }
    boolean spoken = reply.version() >= hello.versionMin() && reply.version() <= hello.versionMax();
    if (!spoken || (reply.features() & ~hello.features()) != 0) {
      throw new MalformedFrameException("handshake", reply, "a version and features of " + hello);
    }
    finish();
    ctx.pipeline().get(FrameDecoder.class).accept(hello.kind());
    ctx.fireUserEventTriggered(new HandshakeDone(hello, reply.version(), reply.features()));
    ctx.pipeline().remove(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(ctx, new HandshakeException("connection closed before the handshake was done"));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    finish();
    ctx.fireExceptionCaught(cause);
    var unused = ctx.close();
  }

  private void fail(ChannelHandlerContext ctx, HandshakeException cause) {
    if (!over) {
      finish();
      ctx.fireExceptionCaught(cause);
      var unused = ctx.close();
    }
  }

  private void finish() {
    over = true;
    if (timeout != null) {
      var unused = timeout.cancel(false);
    }
  }
}
