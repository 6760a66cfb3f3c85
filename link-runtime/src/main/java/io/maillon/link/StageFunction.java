package io.maillon.link;

import io.maillon.link.codec.Codec;

/**
 * The function of a stage. Each partition has an object of its own, made with the constructor
 * without arguments and called by one thread at a time.
 *
 * <p>Everything that a call does through its context (records emitted, state, timers) takes effect
 * exactly once, together with the input that it came from, or not at all. So a function may use
 * clocks, random numbers and remote calls: what was committed is never run again, what was not was
 * never seen. An effect outside the pipeline may happen more than once; {@link
 * StageContext#idempotencyKey()} tells the far side.
 *
 * <p>An exception fails the pipeline with a message that names stage, partition and record. Keep
 * nothing in fields that should survive a move to another instance: that is what keyed state is
 * for.
 *
 * <pre>{@code
 * public final class CountWords implements StageFunction<String, Long> {
 *   private ValueState<Long> count;
 *
 *   public Codec<String> inputCodec() { return Codecs.utf8(); }
 *   public Codec<Long> outputCodec() { return Codecs.longs(); }
 *
 *   public void open(StageContext<Long> context) {
 *     count = context.value("count", Codecs.longs());
 *   }
 *
 *   public void process(String word, StageContext<Long> context) {
 *     count.set(count.orElse(0L) + 1);
 *     context.emit(count.orElse(0L));
 *   }
 * }
 * }</pre>
 *
 * @param <I> records that it takes
 * @param <O> records that it emits
 */
public interface StageFunction<I, O> {
  /**
   * How input records are read. Asked once, before {@link #open}. It has no default, because no
   * default fits every type and a wrong one would only show when records flow: the compiler asks.
   */
  Codec<I> inputCodec();

  /** How emitted records are written. Asked once, before {@link #open}. */
  Codec<O> outputCodec();

  /**
   * Called once, before anything else. Get state handles and metrics here; nothing can be emitted.
   */
  default void open(StageContext<O> context) throws Exception {}

  /** Takes one record. */
  void process(I record, StageContext<O> context) throws Exception;

  /**
   * A timer is due that {@link StageContext#setTimer} set. State and further timers are those of
   * the key for which it was set.
   */
  default void onTimer(String tag, long atMs, StageContext<O> context) throws Exception {}

  /**
   * All inputs have ended: called for each key that has state, in key order, spread over as many
   * commits as the outputs need. The place to emit results per key. Timers that are still pending
   * don't fire any more.
   */
  default void onKeyEnd(StageContext<O> context) throws Exception {}

  /**
   * All inputs have ended and every key had its {@link #onKeyEnd}: the last word of the partition.
   * The key is empty here; {@link StageContext#forEachKey} visits the others.
   */
  default void onEnd(StageContext<O> context) throws Exception {}

  /** Called once when the partition moves away, ends, or failed; what it throws is only logged. */
  default void close() throws Exception {}
}
