package io.maillon.link.sink;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import io.maillon.link.Options;
import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;

/** What a {@link Sink} sees of the pipeline; use it on the calling thread only. */
public interface SinkContext {
  /** The partition that this sink works for. */
  PartitionId partition();

  /** How many partitions the stage has. */
  int partitions();

  /** In which the partition is owned here; higher than that of every owner before. */
  long epoch();

  /** What follows the scheme in the pipeline definition; empty for a sink named by its class. */
  String location();

  Options options();

  /** Key of the record being written; may be empty. */
  Bytes key();

  /** Partition that emitted the record being written. */
  PartitionId upstream();

  /** Offset of the record being written among all outputs of its {@link #upstream()}, from 1. */
  long offset();

  /** The same text whenever this very record is written again: {@code parse/3@17}. */
  String idempotencyKey();

  /** A metric of this partition, kept by the instance. */
  Counter counter(String name);

  Meter meter(String name);

  Histogram histogram(String name);
}
