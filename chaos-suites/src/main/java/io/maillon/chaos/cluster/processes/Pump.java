package io.maillon.chaos.cluster.processes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Carries the bytes of one channel to another, as the direction between their nodes lets them. The
 * end of the connection travels like its last byte: who is cut off does not hear of it. Owner: the
 * event loop of the proxies.
 */
final class Pump extends ChannelInboundHandlerAdapter {
  private static final long HELD_BYTES_MAX = 1 << 20;

  private record Parcel(ByteBuf bytes, long arrivalNs) {}

  private final Direction direction;
  private final Channel from;
  private final Channel to;
  private final Queue<Parcel> held = new ArrayDeque<>();
  private long heldBytes;
  private boolean ended;
  private boolean waits;
  private Pump opposite;

  Pump(Direction direction, Channel from, Channel to) {
    this.direction = direction;
    this.from = from;
    this.to = to;
  }

  /** Makes them the two directions of one connection. */
  static void pair(Pump one, Pump other) {
    one.opposite = other;
    other.opposite = one;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    heldBytes += bytes.readableBytes();
    if (direction.isCut()) {
      direction.hold(bytes.readableBytes());
    }
    held.add(new Parcel(bytes, direction.arrivalNs(bytes.readableBytes(), System.nanoTime())));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    pump();
  }

  /** Room again for what comes the other way. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    opposite.pump();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ended = true;
    held.add(new Parcel(Unpooled.EMPTY_BUFFER, direction.arrivalNs(0, System.nanoTime())));
    pump();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close(); // A reset: its end travels too.
  }

  /** Sends on what has arrived by now. */
  void pump() {
    long nowNs = System.nanoTime();
    while (!held.isEmpty() && !direction.isCut() && to.isWritable()) {
      long earlyNs = held.peek().arrivalNs() - nowNs;
      if (earlyNs > 0 && direction.isSlow()) {
        pumpAfter(earlyNs);
        break;
      }
      Parcel parcel = held.remove();
      heldBytes -= parcel.bytes().readableBytes();
      var unused = to.write(parcel.bytes());
    }
    to.flush();
    from.config().setAutoRead(heldBytes < HELD_BYTES_MAX);
    if (ended && held.isEmpty()) {
      to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else if (!to.isActive()) {
      drop();
    }
  }

  private void pumpAfter(long delayNs) {
    if (!waits) {
      waits = true;
      var unused =
          to.eventLoop()
              .schedule(
                  () -> {
                    waits = false;
                    pump();
                  },
                  delayNs,
                  TimeUnit.NANOSECONDS);
    }
  }

  /** Nobody is left to hear of what is held. */
  void drop() {
    held.forEach(parcel -> parcel.bytes().release());
    held.clear();
    heldBytes = 0;
  }
}
