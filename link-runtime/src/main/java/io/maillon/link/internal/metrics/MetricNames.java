package io.maillon.link.internal.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Reservoir;
import com.codahale.metrics.SlidingWindowReservoir;
import com.codahale.metrics.Timer;
import java.util.function.LongSupplier;

/**
 * Registers metrics under one prefix, and takes all of them away again.
 *
 * @param registry of the runtime or of the program around it
 * @param prefix of every name, without a dot at its end
 */
record MetricNames(MetricRegistry registry, String prefix) {
  private static final int VALUES_KEPT = 512;

  MetricNames below(String part) {
    return new MetricNames(registry, prefix + "." + part);
  }

  String name(String part) {
    return prefix + "." + part;
  }

  /** Of the last values: cheap enough for every batch, which a decaying sample is not. */
  Histogram histogram(String part) {
    return registry.histogram(name(part), () -> new Histogram(lastValues()));
  }

  Timer timer(String part) {
    return registry.timer(name(part), () -> new Timer(lastValues()));
  }

  private static Reservoir lastValues() {
    return new SlidingWindowReservoir(VALUES_KEPT);
  }

  /** Takes the place of a gauge that a former life left. */
  void gauge(String part, LongSupplier value) {
    registry.remove(name(part));
    Gauge<Long> gauge = value::getAsLong;
    registry.register(name(part), gauge);
  }

  void removeAll() {
    String start = prefix + ".";
    registry.removeMatching((name, metric) -> name.startsWith(start));
  }
}
