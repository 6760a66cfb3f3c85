package io.maillon.link.internal.function;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import io.maillon.link.Options;
import io.maillon.link.StageLoader;
import io.maillon.link.sink.SinkContext;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;

/** What a sink sees. */
record WritingContext(Place place, long epoch, Moment moment, UserMetrics metrics)
    implements SinkContext {
  @Override
  public PartitionId partition() {
    return place.partition();
  }

  @Override
  public int partitions() {
    return place.stage().partitions();
  }

  @Override
  public String location() {
    return StageLoader.location(place.stage());
  }

  @Override
  public Options options() {
    return place.options();
  }

  @Override
  public Bytes key() {
    return moment.key();
  }

  @Override
  public PartitionId upstream() {
    return moment.upstream();
  }

  @Override
  public long offset() {
    return moment.offset();
  }

  @Override
  public String idempotencyKey() {
    return moment.idempotencyKey();
  }

  @Override
  public Counter counter(String name) {
    return metrics.counter(name);
  }

  @Override
  public Meter meter(String name) {
    return metrics.meter(name);
  }

  @Override
  public Histogram histogram(String name) {
    return metrics.histogram(name);
  }
}
