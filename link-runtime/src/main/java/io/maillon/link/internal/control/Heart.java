package io.maillon.link.internal.control;

import io.maillon.protocol.control.Heartbeat;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the {@link Pulse} of one life its time. Owner: the control thread. */
final class Heart {
  private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

  private final EventLoop loop;
  private final long intervalMs;
  private final Pulse pulse;
  private ScheduledFuture<?> ticks;
  private boolean stopped;

  Heart(EventLoop loop, long intervalMs, Pulse.Host host) {
    this.loop = loop;
    this.intervalMs = intervalMs;
    pulse = new Pulse(intervalMs, System.nanoTime(), host);
  }

  void start() {
    ticks = loop.scheduleWithFixedDelay(this::tick, 0, intervalMs, TimeUnit.MILLISECONDS);
  }

  void stop() {
    stopped = true;
    var unused = ticks.cancel(false);
  }

  void told(Heartbeat word, Thread teller) {
    pulse.told(word, teller);
  }

  private void tick() {
    guarded(pulse::tick);
    var unused = loop.schedule(this::half, intervalMs / 2, TimeUnit.MILLISECONDS);
  }

  private void half() {
    if (!stopped) {
      guarded(pulse::half);
    }
  }

  /** Netty would end the ticks, and nobody would hear of it. */
  private static void guarded(LongConsumer beat) {
    try {
      beat.accept(System.nanoTime());
    } catch (Throwable t) { // top loop of the control thread
      LOG.error("a beat failed", t);
    }
  }
}
