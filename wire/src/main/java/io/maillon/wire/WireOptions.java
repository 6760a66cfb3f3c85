package io.maillon.wire;

/**
 * Bounds of one connection.
 *
 * @param frameBytesMax largest frame, counted after its length field; both ends should agree, since
 *     a larger one closes the connection
 * @param handshakeTimeoutMs from the open connection to the end of the handshake
 */
public record WireOptions(int frameBytesMax, long handshakeTimeoutMs) {
  /** 16 MiB, 2 s. */
  public static final WireOptions DEFAULT = new WireOptions(16 << 20, 2_000);

  private static final int FRAME_BYTES_MIN = 1 << 10;
  private static final int FRAME_BYTES_LIMIT = 1 << 30;

  public WireOptions {
    if (frameBytesMax < FRAME_BYTES_MIN || frameBytesMax > FRAME_BYTES_LIMIT) {
      throw new IllegalArgumentException(
          "frameBytesMax: '"
              + frameBytesMax
              + "': expected a whole number from "
              + FRAME_BYTES_MIN
              + " to "
              + FRAME_BYTES_LIMIT);
    }
    if (handshakeTimeoutMs < 1) {
      throw new IllegalArgumentException(
          "handshakeTimeoutMs: '" + handshakeTimeoutMs + "': expected 1 or more");
    }
  }
}
