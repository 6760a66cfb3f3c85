package io.maillon.link.internal.function;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import io.maillon.link.ListState;
import io.maillon.link.MapState;
import io.maillon.link.Options;
import io.maillon.link.StageContext;
import io.maillon.link.ValueState;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import java.util.function.LongSupplier;

/** What a function sees: hands everything on to the parts that do it. */
final class FunctionContext<O> implements StageContext<O> {
  private final Place place;
  private final Codec<O> codec;
  private final Outputs outputs;
  private final KeyedState state;
  private final Timers timers;
  private final Moment moment;
  private final UserMetrics metrics;
  private final LongSupplier clockMs;

  FunctionContext(
      Place place,
      Codec<O> codec,
      Outputs outputs,
      KeyedState state,
      Timers timers,
      Moment moment,
      UserMetrics metrics) {
    this.place = place;
    this.codec = codec;
    this.outputs = outputs;
    this.state = state;
    this.timers = timers;
    this.moment = moment;
    this.metrics = metrics;
    this.clockMs = place.clockMs();
  }

  @Override
  public PartitionId partition() {
    return place.partition();
  }

  @Override
  public int partitions() {
    return place.stage().partitions();
  }

  @Override
  public Options options() {
    return place.options();
  }

  @Override
  public void emit(O record) {
    outputs.emit(state.key(), record, codec);
  }

  @Override
  public void emit(Bytes key, O record) {
    outputs.emit(key, record, codec);
  }

  @Override
  public void emitTo(String stage, Bytes key, O record) {
    outputs.emitTo(stage, key, record, codec);
  }

  @Override
  public Bytes key() {
    return state.key();
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
  public <T> ValueState<T> value(String name, Codec<T> valueCodec) {
    return state.value(name, valueCodec);
  }

  @Override
  public <K, V> MapState<K, V> map(String name, Codec<K> keyCodec, Codec<V> valueCodec) {
    return state.map(name, keyCodec, valueCodec);
  }

  @Override
  public <T> ListState<T> list(String name, Codec<T> elementCodec) {
    return state.list(name, elementCodec);
  }

  @Override
  public void forEachKey(KeyVisitor visitor) throws Exception {
    Bytes before = state.key();
    for (Bytes key : state.keys()) {
      state.key(key);
      visitor.visit(key);
    }
    state.key(before);
  }

  @Override
  public void setTimer(long atMs, String tag) {
    timers.set(state.key(), tag, atMs);
  }

  @Override
  public void cancelTimer(String tag) {
    timers.cancel(state.key(), tag);
  }

  @Override
  public long nowMs() {
    return clockMs.getAsLong();
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
