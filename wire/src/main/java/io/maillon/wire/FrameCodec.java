package io.maillon.wire;

import io.netty.channel.ChannelPipeline;

/**
 * Sets a channel's pipeline up for messages. Behind these handlers, inbound, arrive the user event
 * {@link HandshakeDone}, then {@link io.maillon.protocol.peer.PeerMessage}s or {@link
 * io.maillon.protocol.control.ControlMessage}s; the same objects are written outbound. Errors
 * arrive as {@link HandshakeException} or {@link MalformedFrameException}, once, and the channel
 * closes.
 */
public final class FrameCodec {
  private FrameCodec() {}

  /** For the side that dials; add own handlers behind. */
  public static void client(ChannelPipeline pipeline, Hello hello, WireOptions options) {
    pipeline.addLast(
        new FrameDecoder(options), new FrameEncoder(options), new ClientHandshake(hello, options));
  }

  /** For the side that listens; add own handlers behind. */
  public static void server(ChannelPipeline pipeline, Admission admission, WireOptions options) {
    pipeline.addLast(
        new FrameDecoder(options),
        new FrameEncoder(options),
        new ServerHandshake(Dialect.CURRENT, admission, options));
  }
}
