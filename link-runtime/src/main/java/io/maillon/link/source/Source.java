package io.maillon.link.source;

import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import java.util.Optional;

/**
 * Brings records into the pipeline. Each partition has an object of its own, made with the
 * constructor without arguments and called by one thread at a time.
 *
 * <p>A source is replayable: opened at a position that it once gave, it emits the records after it
 * again, the same ones in the same order. The position is committed together with the records
 * emitted before it, so each of them enters the pipeline exactly once.
 *
 * @param <O> records that it emits
 */
public interface Source<O> {
  Codec<O> outputCodec();

  /**
   * Called once, before anything else.
   *
   * @param position where to go on; empty = from the start
   */
  void open(SourceContext context, Optional<Bytes> position) throws Exception;

  /**
   * Emits some records, at best until {@link SourceOutput#full()}. It may wait for a first record,
   * some 10 ms at the longest: meanwhile the partition does nothing else.
   *
   * @return whether there is more
   */
  Poll poll(SourceOutput<O> out) throws Exception;

  /** Where to go on after the records emitted so far; opaque to the runtime, small. */
  Bytes position();

  /** Called once when the partition moves away, ends, or failed; what it throws is only logged. */
  default void close() throws Exception {}
}
