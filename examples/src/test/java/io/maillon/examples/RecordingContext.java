package io.maillon.examples;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import io.maillon.link.ListState;
import io.maillon.link.MapState;
import io.maillon.link.Options;
import io.maillon.link.StageContext;
import io.maillon.link.ValueState;
import io.maillon.link.codec.ByteOutput;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the pipeline for one function by hand: records come with {@link #at}, what is emitted is
 * kept. Values of the state are encoded and decoded at every step, as after a move.
 */
public final class RecordingContext<O> implements StageContext<O> {
  /** What was emitted, in order, as {@code key=record}. */
  public final List<String> emitted = new ArrayList<>();

  private final Map<Bytes, Bytes> values = new HashMap<>();
  private final PartitionId upstream;
  private final Options options;
  private Bytes key = Bytes.EMPTY;
  private long offset;

  public RecordingContext(PartitionId upstream) {
    this(upstream, new Options("played", Map.of()));
  }

  public RecordingContext(PartitionId upstream, Options options) {
    this.upstream = upstream;
    this.options = options;
  }

  /** The next record is this one. */
  public RecordingContext<O> at(String recordKey, long recordOffset) {
    key = Bytes.utf8(recordKey);
    offset = recordOffset;
    return this;
  }

  @Override
  public void emit(O record) {
    emit(key, record);
  }

  @Override
  public void emit(Bytes recordKey, O record) {
    emitted.add(recordKey.utf8() + "=" + record);
  }

  @Override
  public Bytes key() {
    return key;
  }

  @Override
  public PartitionId upstream() {
    return upstream;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public String idempotencyKey() {
    return upstream + "@" + offset;
  }

  @Override
  public long nowMs() {
    return 1_700_000_000_000L + offset;
  }

  @Override
  public <T> ValueState<T> value(String name, Codec<T> codec) {
    return new ValueState<>() {
      @Override
      public Optional<T> get() {
        return Optional.ofNullable(values.get(key)).map(codec::decode);
      }

      @Override
      public T orElse(T other) {
        return get().orElse(other);
      }

      @Override
      public void set(T value) {
        ByteOutput out = new ByteOutput(16);
        codec.encode(value, out);
        values.put(key, out.copy());
      }

      @Override
      public void clear() {
        values.remove(key);
      }
    };
  }

  /** Size of the encoded value of the current key. */
  public int valueBytes() {
    return values.get(key).length();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("no example uses this");
  }

  @Override
  public PartitionId partition() {
    throw unused();
  }

  @Override
  public int partitions() {
    throw unused();
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public void emitTo(String stage, Bytes recordKey, O record) {
    throw unused();
  }

  @Override
  public <K, V> MapState<K, V> map(String name, Codec<K> keyCodec, Codec<V> valueCodec) {
    throw unused();
  }

  @Override
  public <T> ListState<T> list(String name, Codec<T> codec) {
    throw unused();
  }

  @Override
  public void forEachKey(KeyVisitor visitor) {
    throw unused();
  }

  @Override
  public void setTimer(long atMs, String tag) {
    throw unused();
  }

  @Override
  public void cancelTimer(String tag) {
    throw unused();
  }

  @Override
  public Counter counter(String name) {
    throw unused();
  }

  @Override
  public Meter meter(String name) {
    throw unused();
  }

  @Override
  public Histogram histogram(String name) {
    throw unused();
  }
}
