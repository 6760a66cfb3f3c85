package io.maillon.protocol;

/**
 * How far a partition has consumed one of its upstream partitions.
 *
 * @param upstream the partition whose outputs are consumed
 * @param offset highest of its offsets consumed here; 0 = nothing yet
 * @param ended whether its end of stream was among what was consumed
 */
public record Position(PartitionId upstream, long offset, boolean ended) {}
