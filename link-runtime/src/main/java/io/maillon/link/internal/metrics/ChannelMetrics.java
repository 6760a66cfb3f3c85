package io.maillon.link.internal.metrics;

import com.codahale.metrics.Timer;
import io.maillon.protocol.peer.Acknowledge;
import io.maillon.protocol.peer.ChannelOpened;
import io.maillon.protocol.peer.Deliver;
import java.util.concurrent.TimeUnit;

/**
 * One channel, seen from its sender. Written by the link thread, read by any.
 *
 * <p>One delivery at a time is timed until it is acknowledged: a clock read per delivery and per
 * acknowledgement would cost more than it tells.
 */
final class ChannelMetrics {
  private final long windowBytes;
  private final Timer ackLatency;
  private volatile long creditBytes;
  private volatile long sentBytes;
  private long timedOffset;
  private long timedSinceNs;

  ChannelMetrics(MetricNames names, long windowBytes, Timer ackLatency) {
    this.windowBytes = windowBytes;
    this.ackLatency = ackLatency;
    names.gauge("credit-bytes", this::availableBytes);
    names.gauge("in-flight-bytes", this::inFlightBytes);
  }

  private long availableBytes() {
    return Math.max(0, creditBytes - sentBytes);
  }

  private long inFlightBytes() {
    return Math.max(0, windowBytes - availableBytes());
  }

  void opened(ChannelOpened message) {
    sentBytes = 0;
    creditBytes = message.creditBytes();
    timedOffset = 0;
  }

  void delivered(Deliver message, long nowNs) {
    long before = sentBytes; // written by this thread alone
    sentBytes = before + message.batch().sizeBytes();
    if (timedOffset == 0) {
      timedOffset = message.batch().lastOffset();
      timedSinceNs = nowNs;
    }
  }

  void acknowledged(Acknowledge message, long nowNs) {
    creditBytes = Math.max(creditBytes, message.creditBytes());
    if (timedOffset != 0 && message.ackedOffset() >= timedOffset) {
      ackLatency.update(nowNs - timedSinceNs, TimeUnit.NANOSECONDS);
      timedOffset = 0;
    }
  }
}
