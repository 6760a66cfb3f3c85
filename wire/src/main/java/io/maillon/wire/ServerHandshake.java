package io.maillon.wire;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the handshake of the side that listens, then leaves the pipeline. Fires {@link
 * HandshakeDone}, or {@link HandshakeException} and closes. Owned by the channel's event loop.
 */
public final class ServerHandshake extends ChannelInboundHandlerAdapter {
  private final Dialect dialect;
  private final Admission admission;
  private final long timeoutMs;
  private Future<?> timeout;
  private boolean over;

  public ServerHandshake(Dialect dialect, Admission admission, WireOptions options) {
    this.dialect = dialect;
    this.admission = admission;
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
    if (timeout == null) {
      timeout = ctx.executor().schedule(() -> late(ctx), timeoutMs, TimeUnit.MILLISECONDS);
    }
  }

  private void late(ChannelHandlerContext ctx) {
    if (!over) {
      finish();
      ctx.fireExceptionCaught(
          new HandshakeException(
              "no handshake from " + ctx.channel().remoteAddress() + " in " + timeoutMs + " ms"));
      var unused = ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (over) {
      return; // failed: the connection is closing, nothing on it counts any more
    }
    if (message instanceof Hello hello) {
      answer(ctx, hello);
    } else {
      throw new MalformedFrameException("handshake", message, "Hello first");
    }
  }

  private void answer(ChannelHandlerContext ctx, Hello hello) {
    finish();
    Optional<Integer> version = dialect.commonVersion(hello);
    Optional<Refusal> refusal =
        version.isPresent() ? admission.check(hello) : Optional.of(noVersion(hello));
    if (refusal.isPresent()) {
      ctx.writeAndFlush(HelloReply.refused(refusal.get())).addListener(ChannelFutureListener.CLOSE);
      ctx.fireExceptionCaught(new HandshakeException("this end", refusal.get()));
      return;
    }
    HandshakeDone done =
        new HandshakeDone(hello, version.get(), dialect.features() & hello.features());
    ctx.writeAndFlush(new HelloReply(done.version(), done.features(), Optional.empty()))
        .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    ctx.pipeline().get(FrameDecoder.class).accept(hello.kind());
    ctx.fireUserEventTriggered(done);
    ctx.pipeline().remove(this);
  }

  private Refusal noVersion(Hello hello) {
    return new Refusal(
        Refusal.Code.VERSION,
        "versions "
            + hello.versionMin()
            + " to "
            + hello.versionMax()
            + ": expected one from "
            + dialect.versionMin()
            + " to "
            + dialect.versionMax());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!over) {
      finish();
      ctx.fireExceptionCaught(
          new HandshakeException("connection closed before the handshake was done"));
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    finish();
    ctx.fireExceptionCaught(cause);
    var unused = ctx.close();
  }

  private void finish() {
    over = true;
    if (timeout != null) {
      var unused = timeout.cancel(false);
    }
  }
}
