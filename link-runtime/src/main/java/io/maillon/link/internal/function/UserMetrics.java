package io.maillon.link.internal.function;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.maillon.protocol.PartitionId;

/** Metrics that user code keeps for one partition: {@code maillon.function.delays.3.late}. */
final class UserMetrics {
  private final MetricRegistry registry;
  private final String prefix;

  UserMetrics(MetricRegistry registry, PartitionId partition) {
    this.registry = registry;
    prefix = "maillon.function." + partition.stage() + "." + partition.index() + ".";
  }

  Counter counter(String name) {
    return registry.counter(prefix + name);
  }

  Meter meter(String name) {
    return registry.meter(prefix + name);
  }

  Histogram histogram(String name) {
    return registry.histogram(prefix + name);
  }

  /** The partition is no longer here, so neither are its metrics. */
  void remove() {
    registry.removeMatching((name, metric) -> name.startsWith(prefix));
  }
}
