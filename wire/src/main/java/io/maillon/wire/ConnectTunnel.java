package io.maillon.wire;

import io.maillon.protocol.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * First on a connection to an HTTP proxy: asks it to connect to the target (RFC 9110, 9.3.6), then
 * leaves the pipeline. The handlers after it see the connection open only then, or {@link
 * HandshakeException} and its end. Owned by the channel's event loop.
 */
final class ConnectTunnel extends ByteToMessageDecoder {
  private static final int ANSWER_BYTES_MAX = 8 << 10;
  private static final long TIMEOUT_MS = 1_000;
  private static final ByteBuf END =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnly());

  private final Address target;
  private Future<?> timeout;

  ConnectTunnel(Address target) {
    this.target = target;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    timeout =
        ctx.executor()
            .schedule(
                () -> fail(ctx, "no answer within " + TIMEOUT_MS + " ms"),
                TIMEOUT_MS,
                TimeUnit.MILLISECONDS);
    String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n";
    var unused = ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), request));
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int end = ByteBufUtil.indexOf(END.duplicate(), in);
    if (end < 0 && in.readableBytes() < ANSWER_BYTES_MAX) {
      return;
    }
    int bytes = end < 0 ? in.readableBytes() : end - in.readerIndex() + END.capacity();
    String answer = in.readCharSequence(bytes, StandardCharsets.US_ASCII).toString();
    if (!answer.startsWith("HTTP/1.1 200") && !answer.startsWith("HTTP/1.0 200")) {
      fail(ctx, "expected status 200, found '" + answer.lines().findFirst().orElse("") + "'");
      return;
    }
    ctx.pipeline().remove(this);
    ctx.fireChannelActive();
  }

  private void fail(ChannelHandlerContext ctx, String why) {
    String proxy = "proxy " + ctx.channel().remoteAddress();
    ctx.fireExceptionCaught(new HandshakeException(proxy + ": CONNECT " + target + ": " + why));
    var unused = ctx.close();
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
