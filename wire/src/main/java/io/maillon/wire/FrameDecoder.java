package io.maillon.wire;

import io.maillon.wire.internal.Family;
import io.maillon.wire.internal.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes of a connection to messages, one frame at a time. Owned by the channel's event loop.
 *
 * <p>A frame is copied once, from the socket's buffer into the array that its payloads stay slices
 * of, as it arrives. The array grows with what has arrived, so that a length alone costs its sender
 * more than it costs this end. After the first {@link MalformedFrameException} the connection is
 * closed and nothing more is read.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
  /** Taken at once for a frame that claims as much or more: that of an ordinary batch. */
  private static final int FIRST_BYTES_MAX = 128 << 10;

  private static final byte[] NOTHING = new byte[0];

  private final int frameBytesMax;
  private Family family = Family.HANDSHAKE;
  private boolean prefaceSeen;
  private boolean broken;
  private byte[] frame = NOTHING;
  private int frameBytes;
  private int filledBytes;

  public FrameDecoder(WireOptions options) {
    frameBytesMax = options.frameBytesMax();
  }

  /** Lets the messages of a kind in, instead of those of the handshake. On the event loop. */
  public void accept(Hello.Kind kind) {
    family = kind == Hello.Kind.DATA ? Family.PEER : Family.CONTROL;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
    } else if (!prefaceSeen) {
      prefaceSeen = readPreface(in);
    } else if (frameBytes > 0 || readLength(in)) {
      fill(in);
      if (filledBytes == frameBytes) {
        out.add(takeFrame());
      }
    }
  }

  private static boolean readPreface(ByteBuf in) {
    int available = Math.min(in.readableBytes(), Preface.LENGTH);
    for (int i = 0; i < available; i++) {
      if (in.getByte(in.readerIndex() + i) != Preface.at(i)) {
        throw new MalformedFrameException(
            "connection preface",
            printable(in.toString(in.readerIndex(), available, StandardCharsets.ISO_8859_1)),
            Preface.TEXT + ": is this the port of a Maillon process of a matching build?");
      }
    }
    if (available < Preface.LENGTH) {
      return false;
    }
    in.skipBytes(Preface.LENGTH);
    return true;
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  private boolean readLength(ByteBuf in) {
    if (in.readableBytes() < Frames.LENGTH_BYTES) {
      return false;
    }
    int length = in.readInt();
    if (length < Frames.FRAME_BYTES_MIN || length > frameBytesMax) {
      throw new MalformedFrameException(
          "frame length",
          Integer.toUnsignedLong(length),
          "from " + Frames.FRAME_BYTES_MIN + " to " + frameBytesMax + " bytes (frameBytesMax)");
    }
    frameBytes = length;
    frame = new byte[Math.min(length, FIRST_BYTES_MAX)];
    return true;
  }

  private void fill(ByteBuf in) {
    int bytes = Math.min(in.readableBytes(), frameBytes - filledBytes);
    int needed = filledBytes + bytes;
    if (needed > frame.length) {
      long doubled = Math.max(needed, 2L * frame.length);
      frame = Arrays.copyOf(frame, (int) Math.min(doubled, frameBytes));
    }
    in.readBytes(frame, filledBytes, bytes);
    filledBytes = needed;
  }

  private Object takeFrame() {
    byte[] taken = frame;
    int bytes = frameBytes;
    frame = NOTHING;
    frameBytes = 0;
    filledBytes = 0;
    return Frames.decode(taken, bytes, family);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof MalformedFrameException) {
      broken = true;
      frame = NOTHING;
      ctx.fireExceptionCaught(cause);
      var unused = ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }
}
