package io.maillon.wire;

import io.netty.handler.codec.DecoderException;

/**
 * Bytes that no build of this protocol writes: a broken frame, or a stored value that can't be
 * read. On a connection it is final, because what follows can't be trusted either: the decoder
 * passes it on once and closes the connection.
 */
public final class MalformedFrameException extends DecoderException {
  private static final long serialVersionUID = 1L;

  /**
   * @param place such as {@code frame length}
   * @param value what stands there
   * @param expected what should
   */
  public MalformedFrameException(String place, Object value, String expected) {
    super(place + ": '" + value + "': expected " + expected);
  }

  public MalformedFrameException(String place, Object value, String expected, Throwable cause) {
    super(place + ": '" + value + "': expected " + expected, cause);
  }
}
