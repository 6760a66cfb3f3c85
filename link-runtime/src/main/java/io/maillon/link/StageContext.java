package io.maillon.link;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;

/**
 * What a {@link StageFunction} sees of the pipeline while it is called; use it on the calling
 * thread only, and not after the call has returned.
 *
 * <p>State is keyed: it belongs to the key of the record being processed. Records that came over an
 * edge other than {@code keyed} mostly have the empty key, whose state is that of the partition.
 *
 * @param <O> records that the function emits
 */
public interface StageContext<O> {
  /** The partition that this function works for. */
  PartitionId partition();

  /** How many partitions the stage has. */
  int partitions();

  /** The options of the stage in the pipeline definition. */
  Options options();

  /**
   * Emits to every link of the stage, with the key of the current record. Encoded before the call
   * returns: the object may be used again.
   */
  void emit(O record);

  /** Emits to every link of the stage. */
  void emit(Bytes key, O record);

  /** Emits to every link of the stage, with the UTF-8 bytes of the key. */
  default void emit(String key, O record) {
    emit(Bytes.utf8(key), record);
  }

  /**
   * Emits over one link only.
   *
   * @param stage the link leads to; any other name is refused
   */
  void emitTo(String stage, Bytes key, O record);

  /** Emits over one link only, with the UTF-8 bytes of the key. */
  default void emitTo(String stage, String key, O record) {
    emitTo(stage, Bytes.utf8(key), record);
  }

  /** Key of the record being processed, of the timer, or being ended; may be empty. */
  Bytes key();

  /**
   * Partition that emitted the record being processed.
   *
   * @throws IllegalStateException outside of {@link StageFunction#process}
   */
  PartitionId upstream();

  /**
   * Offset of the record being processed among all outputs of its {@link #upstream()}, from 1.
   *
   * @throws IllegalStateException outside of {@link StageFunction#process}
   */
  long offset();

  /**
   * The same text whenever this very call is made again, and never for another one of the pipeline:
   * for effects outside, so that the far side can drop repeats. For a record {@code read/0@17}.
   */
  String idempotencyKey();

  /** One value per key. The same name always gives the same handle; it follows the current key. */
  <T> ValueState<T> value(String name, Codec<T> codec);

  /** A map per key; each entry is stored on its own. */
  <K, V> MapState<K, V> map(String name, Codec<K> keyCodec, Codec<V> valueCodec);

  /** A list per key; each element is stored on its own. */
  <T> ListState<T> list(String name, Codec<T> codec);

  /**
   * Calls the visitor for each key that has state in this partition, in key order; meanwhile state,
   * timers and emitted records belong to that key. The visitor may change and clear state of its
   * key. All of it is one commit: to emit for each of very many keys at the end of the stream, use
   * {@link StageFunction#onKeyEnd}.
   */
  void forEachKey(KeyVisitor visitor) throws Exception;

  /**
   * Calls {@link StageFunction#onTimer} for the current key once the clock of the owner shows this
   * time. One timer per key and tag: setting it again moves it.
   *
   * @param atMs wall-clock time in milliseconds, see {@link #nowMs()}
   */
  void setTimer(long atMs, String tag);

  /** Takes back the timer of the current key, if there is one. */
  void cancelTimer(String tag);

  /** Wall-clock time in milliseconds. */
  long nowMs();

  /**
   * A metric of this partition, kept by the instance: it starts at zero where a partition moves.
   */
  Counter counter(String name);

  Meter meter(String name);

  Histogram histogram(String name);

  /** See {@link #forEachKey}. */
  @FunctionalInterface
  interface KeyVisitor {
    void visit(Bytes key) throws Exception;
  }
}
