package io.maillon.wire;

import io.netty.handler.codec.EncoderException;

/** A message that doesn't fit into one frame. Nothing of it was written; the connection lives. */
public final class FrameTooLargeException extends EncoderException {
  private static final long serialVersionUID = 1L;

  public FrameTooLargeException(Object message, long bytes, int frameBytesMax) {
    super(
        message.getClass().getSimpleName()
            + " takes a frame of "
            + bytes
            + " bytes: expected "
            + frameBytesMax
            + " at the most; split it, or raise frameBytesMax on both ends");
  }
}
