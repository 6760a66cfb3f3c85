package io.maillon.link.source;

import io.maillon.link.Options;
import io.maillon.protocol.PartitionId;

/**
 * What a {@link Source} is told when it is opened.
 *
 * @param partition that it feeds
 * @param partitions how many the stage has
 * @param location what follows the scheme in the pipeline definition, {@code flights.csv.gz} of
 *     {@code file:flights.csv.gz}; empty for a source named by its class
 * @param options of the stage
 * @param clock for its pace
 */
public record SourceContext(
    PartitionId partition, int partitions, String location, Options options, SourceClock clock) {
  /** In real time. */
  public SourceContext(PartitionId partition, int partitions, String location, Options options) {
    this(partition, partitions, location, options, SourceClock.SYSTEM);
  }
}
