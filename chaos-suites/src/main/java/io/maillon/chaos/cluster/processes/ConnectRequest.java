package io.maillon.chaos.cluster.processes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;

/** Reads which port a process wants to be connected to, then leaves the pipeline. */
final class ConnectRequest extends ByteToMessageDecoder {
  private static final int BYTES_MAX = 8 << 10;
  private static final ByteBuf END =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnly());

  private final IntConsumer connect;

  /**
   * @param connect told the port; nothing more is read before it says so
   */
  ConnectRequest(IntConsumer connect) {
    this.connect = connect;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int end = ByteBufUtil.indexOf(END.duplicate(), in);
    if (end < 0) {
      if (in.readableBytes() > BYTES_MAX) {
        var unused = ctx.close();
      }
      return;
    }
    String request =
        in.readCharSequence(end - in.readerIndex() + END.capacity(), StandardCharsets.US_ASCII)
            .toString();
    String[] words = request.split("\\s+", 3);
    int colon = words.length < 2 ? -1 : words[1].lastIndexOf(':');
    if (!words[0].equals("CONNECT") || colon < 0) {
      var unused = ctx.close();
      return;
    }
    ctx.channel().config().setAutoRead(false);
    connect.accept(Integer.parseInt(words[1].substring(colon + 1)));
    ctx.pipeline().remove(this);
  }
}
