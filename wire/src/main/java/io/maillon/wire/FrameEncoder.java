package io.maillon.wire;

import io.maillon.wire.internal.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Messages to bytes: each into one buffer of exactly its size, payloads copied straight into it.
 * Owned by the channel's event loop. A message over the limit fails its promise with {@link
 * FrameTooLargeException}; nothing of it is written.
 */
public final class FrameEncoder extends ChannelOutboundHandlerAdapter {
  private final int frameBytesMax;
  private boolean prefaceSent;

  public FrameEncoder(WireOptions options) {
    frameBytesMax = options.frameBytesMax();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // whoever gave the promise hears of the outcome
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (!Frames.knows(message)) {
      ctx.write(message, promise);
      return;
    }
    ByteBuf frame = Frames.encode(message, ctx.alloc(), frameBytesMax);
    if (!prefaceSent) {
      prefaceSent = true;
      ctx.write(Preface.buffer());
    }
    ctx.write(frame, promise);
  }
}
