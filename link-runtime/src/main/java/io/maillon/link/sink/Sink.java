package io.maillon.link.sink;

import io.maillon.link.codec.Codec;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;
import java.util.Map;
import java.util.Optional;

/**
 * Takes records out of the pipeline. Each partition has an object of its own, made with the
 * constructor without arguments and called by one thread at a time.
 *
 * <p>Written plainly, a sink gets every record at least once: what was written after the last
 * commit is written again by the next owner. It is exactly once in either of two ways:
 *
 * <ul>
 *   <li>its <b>mark</b>, given by {@link #flush()}, says which part of what lies outside counts,
 *       and the next owner passes over the rest: the mark is committed together with the input;
 *   <li>it stores the offset of each record together with its data, and tells them in {@link
 *       #storedPositions()}: records up to there are not written again.
 * </ul>
 *
 * <p>An owner that lost its epoch without knowing may still write for a while. Such a zombie never
 * commits; a sink makes its writes harmless by the epoch, as {@link FileSink} does with one file
 * per epoch.
 *
 * @param <I> records that it takes
 */
public interface Sink<I> {
  Codec<I> inputCodec();

  /**
   * Called once, before anything else.
   *
   * @param mark last committed result of {@link #flush()}; empty = none
   */
  void open(SinkContext context, Optional<Bytes> mark) throws Exception;

  /** Offsets up to which records of each upstream partition are stored; asked once, after open. */
  default Map<PartitionId, Long> storedPositions() {
    return Map.of();
  }

  void write(I record, SinkContext context) throws Exception;

  /**
   * Brings out all that was written, then gives the new mark. Called before each commit.
   *
   * @return stored in the commit, small; {@link Bytes#EMPTY} for a sink without a mark
   */
  default Bytes flush() throws Exception {
    return Bytes.EMPTY;
  }

  /**
   * The stream has ended and the commit that says so is committed, with the mark that {@link
   * #flush()} gave last. May be called again, here or by a later owner: it must come to the same.
   */
  default void finish() throws Exception {}

  /** Called once when the partition moves away, ends, or failed; what it throws is only logged. */
  default void close() throws Exception {}
}
