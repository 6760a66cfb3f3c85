package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ImageChunk;

/**
 * Answer to {@link Fetch}.
 *
 * @param partition whose log this is about
 * @param epoch as asked
 * @param chunk as asked
 */
public record Fetched(PartitionId partition, long epoch, ImageChunk chunk) implements PeerMessage {}
