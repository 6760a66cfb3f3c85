package io.maillon.coordinator;

/**
 * Bounds of the control server's memory; beyond each, the one who exceeds it is cut off. The
 * defaults fit a 256 MB heap.
 *
 * @param connectionsMax instances and operators at a time, from 1 to 1024; one more is closed at
 *     once
 * @param outboundBytesMax what may wait for one receiver, from 64 KiB; a slower one is disconnected
 *     and gets everything again when it returns
 */
public record CoordinatorLimits(int connectionsMax, int outboundBytesMax) {
  public static final CoordinatorLimits DEFAULT = new CoordinatorLimits(512, 4 << 20);

  public CoordinatorLimits {
    if (connectionsMax < 1 || connectionsMax > 1024) {
      throw new IllegalArgumentException(
          "connectionsMax: '" + connectionsMax + "': expected 1 to 1024");
    }
    if (outboundBytesMax < 64 << 10) {
      throw new IllegalArgumentException(
          "outboundBytesMax: '" + outboundBytesMax + "': expected 65536 or more");
    }
  }
}
