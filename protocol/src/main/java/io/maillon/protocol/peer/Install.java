package io.maillon.protocol.peer;

import io.maillon.protocol.PartitionId;
import io.maillon.protocol.log.ImageChunk;

/**
 * Replaces the log of a member-to-be by the sender's, chunk by chunk; takes effect with the last.
 * The receiver leaves any office that it holds under a lower epoch.
 *
 * @param partition whose log this is about
 * @param epoch in which the sender speaks; the receiver promises it
 * @param chunk next part of the image
 */
public record Install(PartitionId partition, long epoch, ImageChunk chunk) implements PeerMessage {}
