package io.maillon.wire.internal;

import io.maillon.protocol.Bytes;

/** Counts what a body takes. */
final class ByteCounter implements BodySink {
  private long bytes;

  long bytes() {
    return bytes;
  }

  @Override
  public void slice(Bytes slice) {
    bytes += slice.length();
  }

  @Override
  public void length(int length) {
    bytes += varintBytes(length);
  }

  static int varintBytes(int length) {
    return (38 - Integer.numberOfLeadingZeros(length | 1)) / 7;
  }
}
