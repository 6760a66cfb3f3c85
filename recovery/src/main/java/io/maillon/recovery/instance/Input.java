package io.maillon.recovery.instance;

import io.maillon.protocol.Bytes;
import io.maillon.protocol.PartitionId;

/**
 * Records of one upstream batch.
 *
 * @param from upstream partition
 * @param firstOffset of the first record in {@code records}
 * @param skip how many of the first records were consumed before and are passed over
 * @param count records in {@code records}, the skipped ones included
 * @param records in {@link io.maillon.protocol.log.RecordFormat}
 */
public record Input(PartitionId from, long firstOffset, int skip, int count, Bytes records) {}
