package io.maillon.coordinator.internal.server;

import io.maillon.protocol.control.ControlMessage;
import io.maillon.wire.Hello;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an instance or an operator. Its job is crossing threads: event loops read, the
 * leader loop answers. Reading pauses while {@link #UNPROCESSED_MAX} messages wait, and a receiver
 * that lets too much wait for it is disconnected.
 */
final class ControlConnection {
  static final int UNPROCESSED_MAX = 32;

  private static final Logger log = LoggerFactory.getLogger(ControlConnection.class);

  private final long id;
  private final Hello hello;
  private final Channel channel;
  private final AtomicInteger unprocessed = new AtomicInteger();

  ControlConnection(long id, Hello hello, Channel channel) {
    this.id = id;
    this.hello = hello;
    this.channel = channel;
  }

  /** Unique in this process, never reused. */
  long id() {
    return id;
  }

  Hello hello() {
    return hello;
  }

  /** A message was read and is about to be handed over. */
  void taken() {
    if (unprocessed.incrementAndGet() == UNPROCESSED_MAX) {
      channel.config().setAutoRead(false);
    }
  }

  /** The message was dealt with. */
  void processed() {
    if (unprocessed.decrementAndGet() == UNPROCESSED_MAX / 2) {
      channel.config().setAutoRead(true);
    }
  }

  void send(ControlMessage message) {
    if (!channel.isWritable()) {
      if (channel.isActive()) {
        log.warn("{} takes too slowly what it is sent: disconnected", this);
      }
      close();
      return;
    }
    channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /** Says a last word. */
  void sendAndClose(ControlMessage message) {
    channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
  }

  void close() {
    var unused = channel.close();
  }

  @Override
  public String toString() {
    String who = hello.from().map(Object::toString).orElse(hello.kind().toString());
    return "connection " + id + " of " + who + " from " + channel.remoteAddress();
  }
}
