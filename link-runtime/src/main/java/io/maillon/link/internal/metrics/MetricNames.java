package io.maillon.link.internal.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.function.LongSupplier;

/**
 * Registers metrics under one prefix, and takes all of them away again.
 *
 * @param registry of the runtime or of the program around it
 * @param prefix of every name, without a dot at its end
 */
record MetricNames(MetricRegistry registry, String prefix) {
  MetricNames below(String part) {
    return new MetricNames(registry, prefix + "." + part);
  }

  String name(String part) {
    return prefix + "." + part;
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
